//! A link to the result: created, copied and opened.

use std::rc::Rc;

use leptos::task::spawn_local;

use super::copy_button::copy;
use super::state::Session;
use crate::browser::{clipboard, deflate, page};
use crate::redact::Redacted;
use crate::report::link::{self, MAX_CHARS, MAX_UNPACKED_BYTES, Slimness};
use crate::report::{self, Report, ReportProblem};
use crate::ui_text::{notices, saved_report};

/// Copies a link to this report, and says so; with the texts only if they are included and fit.
pub fn copy_link(session: Session, report: Option<Rc<Report>>, with_texts: bool) {
    spawn_local(async move {
        let Some(report) = report else { return };
        let Some((link, slimness)) = made(&report, with_texts).await else {
            session.notices.say(notices::NO_LINK);
            return;
        };
        if with_texts && slimness > Slimness::WithTexts {
            let is_copied = clipboard::copy(&link).await;
            session.notices.say(if is_copied { notices::LINK_WITHOUT_TEXTS } else { notices::NOT_COPIED });
        } else {
            copy(session.notices, link);
        }
    });
}

/// The first link that is short enough.
async fn made(report: &Report, with_texts: bool) -> Option<(Redacted, Slimness)> {
    for slimness in Slimness::tried(with_texts) {
        let packed = deflate::pack(report.to_link_json(slimness).as_bytes()).await?;
        let link = format!("{}#{}", page::plain_address(), link::to_fragment(&packed));
        if link.len() <= MAX_CHARS {
            return Some((Redacted::composed(link), slimness));
        }
    }
    None
}

/// Opens the report in this fragment, if there is one. If it cannot be opened, the reason follows `warning`.
pub fn open(session: Session, fragment: &str, warning: String) {
    let Some(packed) = link::packed(fragment) else { return };
    spawn_local(async move {
        match unpacked(packed).await {
            Ok(report) => session.open(report),
            Err(problem) => {
                let sentence = session.form.mask().cover(&saved_report::link_problem(&problem));
                session.notices.say([warning, sentence.to_string()].join(" ").trim_start().to_owned());
            }
        }
    });
}

async fn unpacked(packed: Result<Vec<u8>, ReportProblem>) -> Result<Report, ReportProblem> {
    let bytes = deflate::unpack(&packed?, MAX_UNPACKED_BYTES).await?;
    let text = String::from_utf8(bytes).map_err(|_| ReportProblem::NotJson)?;
    Ok(report::read(&text)?.remembered())
}
