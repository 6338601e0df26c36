//! Notices at the page's lower edge: confirmations and reasons.

use crate::text::number;

/// Something is in the clipboard.
pub const COPIED: &str = "Copied.";
/// The clipboard is closed.
pub const NOT_COPIED: &str = "This browser did not allow copying. Select the text and copy it by hand.";
/// A link is in the clipboard, without what did not fit.
pub const LINK_WITHOUT_TEXTS: &str =
    "Copied without prompt, answer and bodies: they do not fit into a link. To share them, save a file.";
/// No link was made.
pub const NO_LINK: &str = "This result does not fit into a link. Save a file instead.";
/// A file was saved.
pub const SAVED: &str = "Saved.";
/// No file was saved.
pub const NOT_SAVED: &str = "This browser did not allow saving.";
/// A file could not be read.
pub const NOT_READ: &str = "This file could not be read, or is too large for a report.";
/// A run that is under way has no result to compare yet.
pub const COMPARE_LATER: &str = "A run is under way. Compare with the report when it has ended.";
/// A link held a key.
pub const LINK_HELD_KEY: &str = "The link contained what looks like a key. We did not use it and removed it from the address bar. Links get stored in many places, so replace that key.";
/// The base URL has another origin now.
pub const KEY_TAKEN_OUT: &str =
    "The base URL now names another server, so your key was removed from the form. Enter that server's key.";
/// The key of the run on the screen is no longer in the form.
pub const KEY_IS_GONE: &str = "The form no longer contains the key of this run, so the page does not send it again. Enter that key to rerun, or send the prompt again.";
/// `config.json` has a mistake.
pub const CONFIG_NOT_USED: &str =
    "This page's config.json has a mistake, so it was ignored. The page works without it.";
/// A base URL was not used on a page that is locked to its gateways.
pub const ELSEWHERE_REFUSED: &str =
    "The saved or linked base URL was ignored: this page only allows the gateways in the list.";
/// All saved data was deleted.
pub const FORGOTTEN: &str = "All saved data was deleted.";
/// The browser stores nothing.
pub const NOT_KEPT: &str = "This browser does not let the page save anything.";

/// The key was deleted after this many minutes, with the outcome of a run that held it.
pub fn key_forgotten(minutes: f64, has_stopped_run: bool) -> String {
    let run = if has_stopped_run { ", and the run was stopped" } else { "" };
    let after = number::duration(minutes * 60_000.0);
    format!("Your key was deleted after {after} of inactivity{run}. Enter it again to continue.")
}

/// Addresses a sentence to the page's host, the only one who can fix the problem, on the page that everybody
/// sees.
pub fn for_host(sentence: &str) -> String {
    format!("For the site's owner: {sentence}")
}
