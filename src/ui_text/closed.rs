//! Texts of a page that stays closed, or that works without its `config.json`.

use crate::config::{Closed, ClosedReason, Missing};
use crate::text::invisible::single_line;

/// The first thing to know.
pub const TITLE: &str = "This page cannot be used right now. This is not your fault.";
/// Title of the list for the page's host.
pub const DETAILS: &str = "Details for the site's owner";
/// Contact if nobody is named.
pub const ASK: &str = "If that does not help, tell the people who sent you here.";

/// Reason why nothing can be sent, and what to do.
pub fn lines(closed: &Closed) -> [String; 2] {
    let why = match &closed.reason {
        ClosedReason::Missing(missing) => why_missing(*missing),
        ClosedReason::Mistakes(_) => {
            "The settings of this page contain a mistake. Your key has not been sent."
        }
    };
    let ask = match (&closed.contact, &closed.reason) {
        (Some(contact), ClosedReason::Mistakes(_)) => format!("Contact: {}", single_line(contact)),
        (Some(contact), ClosedReason::Missing(_)) => {
            format!("If that does not help, contact: {}", single_line(contact))
        }
        (None, ClosedReason::Mistakes(_)) => "Tell the people who sent you here.".to_owned(),
        (None, ClosedReason::Missing(_)) => ASK.to_owned(),
    };
    [why.to_owned(), ask]
}

fn why_missing(missing: Missing) -> &'static str {
    match missing {
        Missing::NoFile | Missing::Status(500..) => {
            "The settings of this page are not available. Reload the page in a minute."
        }
        Missing::Status(_) | Missing::WebPage => {
            "The settings of this page are not available to you. Your sign-in may have expired: reload the page, and sign in if you are asked to."
        }
        Missing::NoGateway => {
            "The settings of this page contain no gateway. Reload the page, and sign in if you are asked to."
        }
        Missing::NoReply => {
            "The settings of this page could not be loaded. Check your network or VPN, then reload the page and sign in if you are asked to."
        }
    }
}

/// The same for the page's host: the place of each mistake, and a sentence.
pub fn details(reason: &ClosedReason) -> Vec<(String, String)> {
    match reason {
        ClosedReason::Missing(missing) => {
            vec![(
                String::new(),
                format!("{} index.html says that this file is required.", unavailable(*missing)),
            )]
        }
        ClosedReason::Mistakes(problems) => {
            problems.iter().map(|problem| (problem.shown_path(), problem.sentence())).collect()
        }
    }
}

/// Reason why `config.json` could not be loaded.
pub fn unavailable(missing: Missing) -> String {
    match missing {
        Missing::NoFile => "config.json does not exist.".to_owned(),
        Missing::Status(status) => format!("config.json was not delivered: status {status}."),
        Missing::NoReply => "config.json could not be requested: there was no readable reply.".to_owned(),
        Missing::WebPage => "config.json returned a web page, so it was ignored.".to_owned(),
        Missing::NoGateway => "config.json contains no gateway.".to_owned(),
    }
}
