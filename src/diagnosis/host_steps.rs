//! Steps in the words of the page's host: where a key comes from, and whom to ask.

use super::{DiagnosisKind, Kind, Owner};
use crate::config::Help;
use crate::text::invisible::single_line;

/// A step of the host's, among a kind's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostStep {
    /// Number of the kind's own steps that come first.
    pub after: usize,
    /// The step, which quotes the host.
    pub text: String,
}

/// Kinds for which another key, or the same key entered again, may be the fix.
const NEEDS_KEY: [DiagnosisKind; 7] = [
    DiagnosisKind::KeyMissing,
    DiagnosisKind::KeyRejected,
    DiagnosisKind::KeyMalformed,
    DiagnosisKind::KeyExpiredOrDisabled,
    DiagnosisKind::KeyKindWrong,
    DiagnosisKind::KeyIsStorageKey,
    DiagnosisKind::KeyIsProviderKey,
];

impl Kind {
    /// The host's steps for this kind, in the order of their places.
    pub fn host_steps(&self, help: &Help) -> Vec<HostStep> {
        let needs_key = self.owner == Owner::You && NEEDS_KEY.contains(&self.id);
        let key_help = help.key_help.as_deref().filter(|_| needs_key);
        let key_help = key_help
            .map(|text| HostStep { after: 1, text: format!("How to get a key: {}", single_line(text)) });
        // A run that its user stopped needs nobody's help.
        let contact = help.contact.as_deref().filter(|_| self.id != DiagnosisKind::Stopped);
        let contact = contact.map(|contact| {
            let who =
                if self.owner == Owner::You { "If these steps do not help, contact" } else { "Contact" };
            HostStep { after: usize::MAX, text: format!("{who}: {}", single_line(contact)) }
        });
        key_help.into_iter().chain(contact).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects these steps of a host who names a contact and tells where keys come from.
    #[track_caller]
    fn check(kind: DiagnosisKind, expected: &[&str]) {
        let help = Help {
            contact: Some("#ai\non chat".to_owned()),
            key_help: Some("Open the portal.".to_owned()),
            ..Help::default()
        };
        let steps = kind.row().host_steps(&help);
        assert_eq!(steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(), expected, "{kind}");
        assert_eq!(kind.row().host_steps(&Help::default()), [], "{kind}");
    }

    #[test]
    fn the_host_is_quoted_where_it_helps() {
        let ask = "If these steps do not help, contact: #ai on chat";
        let portal = "How to get a key: Open the portal.";
        check(DiagnosisKind::KeyRejected, &[portal, ask]);
        check(DiagnosisKind::KeyMissing, &[portal, ask]);
        check(DiagnosisKind::ModelNotFound, &[ask]);
        check(DiagnosisKind::Unreachable, &["Contact: #ai on chat"]);
        check(DiagnosisKind::UpstreamKeyRejected, &["Contact: #ai on chat"]);
        check(DiagnosisKind::Stopped, &[]);
    }
}
