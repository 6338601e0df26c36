//! Several targets side by side: models of one gateway, or whole connections.

use super::{Sends, Trial};
use crate::field::FieldName;
use crate::form::{FormInput, ValidForm};
use crate::probe::Profile;
use crate::target::BaseUrl;

/// The most targets of a comparison, that of the connection form included.
pub const MAX_TARGETS: usize = 6;

/// A further target's fields: base URL, key, model.
pub const FIELDS: [[FieldName; 3]; MAX_TARGETS - 1] = [
    [FieldName::BaseUrl2, FieldName::ApiKey2, FieldName::Model2],
    [FieldName::BaseUrl3, FieldName::ApiKey3, FieldName::Model3],
    [FieldName::BaseUrl4, FieldName::ApiKey4, FieldName::Model4],
    [FieldName::BaseUrl5, FieldName::ApiKey5, FieldName::Model5],
    [FieldName::BaseUrl6, FieldName::ApiKey6, FieldName::Model6],
];

/// A further target as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FurtherTarget {
    /// Base URL; empty for that of the connection form, with its key.
    pub base_url: String,
    /// Key; only used with a base URL, so that no key goes to a server for which it was not typed.
    pub api_key: String,
    /// Model; empty for that of the connection form.
    pub model: String,
    /// True if the page deleted the key, and nobody has typed one since.
    pub is_key_deleted: bool,
}

impl FurtherTarget {
    /// Returns true if nothing was typed that makes it another target.
    pub fn is_empty(&self) -> bool {
        !self.has_own_gateway() && self.model.trim().is_empty()
    }

    /// Returns true if it has a base URL of its own; otherwise base URL, key and consent are the form's.
    pub fn has_own_gateway(&self) -> bool {
        !self.base_url.trim().is_empty()
    }

    /// The target as a separate form, which is checked like the connection form. `form` is that one, and
    /// `refuses` says whether the page's host forbids a base URL.
    pub fn input(&self, form: &FormInput, refuses: &dyn Fn(&str) -> bool) -> FormInput {
        let model = if self.model.trim().is_empty() { form.model.clone() } else { self.model.clone() };
        if !self.has_own_gateway() {
            return FormInput { model, ..form.clone() };
        }
        FormInput {
            base_url: self.base_url.clone(),
            api_key: self.api_key.clone(),
            model,
            is_forbidden_gateway: refuses(&self.base_url),
            unknown_gateway: None,
            is_key_deleted: self.is_key_deleted,
            ..form.clone()
        }
    }
}

/// The trials of a comparison of these targets: the checks of Standard with each.
pub fn trials(targets: Vec<ValidForm>) -> Vec<Trial> {
    let labels = labels(&targets);
    let trial = |(form, label): (ValidForm, String)| Trial {
        label,
        target: form.target,
        prompt: form.prompt,
        is_streamed: false,
        sends: Sends::Profile(Profile::Standard),
    };
    targets.into_iter().zip(labels).map(trial).collect()
}

/// The names of the targets: as short as tells them apart, with a number where only their keys differ.
fn labels(targets: &[ValidForm]) -> Vec<String> {
    let is_one_gateway = targets.windows(2).all(|pair| pair[0].target.base_url == pair[1].target.base_url);
    let labels = |suffix: &dyn Fn(&BaseUrl) -> String| -> Vec<String> {
        let label = |it: &ValidForm| it.target.model.as_str().to_owned() + &suffix(&it.target.base_url);
        targets.iter().map(label).collect()
    };
    let mut labels = if is_one_gateway {
        labels(&|_| String::new())
    } else {
        let short = labels(&|it| format!(" at {}", it.authority()));
        let is_clear = (0..short.len()).all(|at| !short[..at].contains(&short[at]));
        if is_clear { short } else { labels(&|it| format!(" at {it}")) }
    };
    for at in (1..labels.len()).rev() {
        let before = labels[..at].iter().filter(|it| **it == labels[at]).count();
        if before > 0 {
            labels[at] = format!("{} ({})", labels[at], before + 1);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Problem;
    use crate::target::ApiKey;

    fn form() -> FormInput {
        FormInput {
            base_url: "https://a.example/v1".to_owned(),
            api_key: "gc-test-a".to_owned(),
            model: "m".to_owned(),
            prompt: "Hi".to_owned(),
            timeout_s: "60".to_owned(),
            ..FormInput::default()
        }
    }

    fn further(base_url: &str, api_key: &str, model: &str) -> FurtherTarget {
        FurtherTarget {
            base_url: base_url.to_owned(),
            api_key: api_key.to_owned(),
            model: model.to_owned(),
            is_key_deleted: false,
        }
    }

    #[track_caller]
    fn check(typed: &FurtherTarget, expected: (&str, Option<&str>, &str)) {
        let ready = typed.input(&form(), &|_| false).validate().unwrap();
        let key = ready.target.key.as_ref().map(ApiKey::expose);
        let found = (ready.target.base_url.to_string(), key, ready.target.model.as_str());
        assert_eq!((found.0.as_str(), found.1, found.2), expected);
    }

    #[test]
    fn a_key_goes_nowhere_but_to_the_base_url_it_was_typed_for() {
        check(&further("", "", "n"), ("https://a.example/v1", Some("gc-test-a"), "n"));
        check(&further("", "gc-test-b", "n"), ("https://a.example/v1", Some("gc-test-a"), "n"));
        check(&further("https://b.example/v1", "", ""), ("https://b.example/v1", None, "m"));
        check(
            &further("https://b.example/v1", "gc-test-b", "n"),
            ("https://b.example/v1", Some("gc-test-b"), "n"),
        );
        assert!(further(" ", "gc-test-b", "").is_empty());
    }

    #[test]
    fn a_base_url_or_a_model_makes_another_target() {
        assert!(!further("https://b.example/v1", "", "").is_empty());
        assert!(!further("", "", "n").is_empty());
    }

    #[test]
    fn a_gateway_that_this_page_does_not_have_is_missing_only_where_it_was_meant() {
        let form = FormInput { unknown_gateway: Some("Lost".to_owned()), ..form() };
        let unknown = |further: FurtherTarget| further.input(&form, &|_| false).unknown_gateway;
        assert_eq!(unknown(further("", "", "n")).as_deref(), Some("Lost"));
        assert_eq!(unknown(further("https://b.example/v1", "", "n")), None);
    }

    #[test]
    fn a_key_that_the_page_deleted_is_missing_only_where_it_was_meant() {
        let form = FormInput { api_key: String::new(), is_key_deleted: true, ..form() };
        let is_missing = |further: FurtherTarget| further.input(&form, &|_| false).is_key_deleted;
        assert!(is_missing(further("", "", "n")));
        assert!(!is_missing(further("https://b.example/v1", "", "n")));
    }

    #[test]
    fn a_target_whose_own_key_the_page_deleted_is_sent_without_one_only_with_consent() {
        let further = FurtherTarget { is_key_deleted: true, ..further("https://b.example/v1", "", "n") };
        let input = further.input(&form(), &|_| false);
        assert_eq!(input.problems(), [Problem::KeyDeleted]);
        let fields = [FieldName::BaseUrl, FieldName::ApiKey, FieldName::Model];
        assert_eq!(input.first_blocking_problem(&fields, false), Some(Problem::KeyDeleted));
        assert_eq!(input.first_blocking_problem(&fields, true), None);
        let own_key = FurtherTarget { base_url: String::new(), ..further };
        assert!(!own_key.input(&form(), &|_| false).is_key_deleted, "it has the form's key");
    }

    #[test]
    fn a_locked_page_compares_its_own_gateways_alone() {
        let typed = further("https://b.example/v1", "", "");
        assert!(typed.input(&form(), &|_| true).validate().is_none());
    }

    #[test]
    fn targets_are_called_by_what_tells_them_apart() {
        let labels = |further: &[FurtherTarget]| {
            let ready = further.iter().map(|it| it.input(&form(), &|_| false).validate().unwrap());
            trials(ready.collect()).into_iter().map(|it| it.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(&[further("", "", "m"), further("", "", "n")]), ["m", "n"]);
        let other = further("https://b.example/v1", "", "");
        assert_eq!(labels(&[further("", "", ""), other]), ["m at a.example", "m at b.example"]);
        let (team, key) = ("https://a.example/team/v1", "gc-test-b");
        assert_eq!(
            labels(&[further("", "", ""), further(team, key, "")]),
            ["m at https://a.example/v1", "m at https://a.example/team/v1"]
        );
        let other_key = further("https://a.example/v1", key, "");
        assert_eq!(labels(&[further("", "", ""), other_key.clone(), other_key]), ["m", "m (2)", "m (3)"]);
    }
}
