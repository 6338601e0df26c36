//! Labels and sentences that are always the same.

pub(in crate::ui) const MODEL_NAMED: &str = "Model named in the reply";
pub(in crate::ui) const FINISH_REASON: &str = "Finish reason";
pub(in crate::ui) const TAKE_AWAY: &str = "Take it away";
pub(in crate::ui) const NO_KEY_INSIDE: &str =
    "None of these holds your key. The prompt and the answers are in them.";
pub(in crate::ui) const COPY_MARKDOWN: &str = "Copy for a ticket";
pub(in crate::ui) const SAVE_MARKDOWN: &str = "Markdown";
pub(in crate::ui) const SAVE_HTML: &str = "Web page";
pub(in crate::ui) const SAVE_JSON: &str = "JSON";
pub(in crate::ui) const SAVED: &str = "Saved.";
pub(in crate::ui) const NOT_SAVED: &str = "This browser did not allow saving.";
pub(in crate::ui) const NOT_READ: &str = "This file could not be read, or is too large for a report.";
pub(in crate::ui) const CLOSE_REPORT: &str = "Close the report";
pub(in crate::ui) const CORS_SETUPS: &str = "Show the configuration to paste";
pub(in crate::ui) const COPY_MESSAGE: &str = "Copy a message for them";
pub(in crate::ui) const COPY_LINK: &str = "Copy a link to this form";
pub(in crate::ui) const COMPARE: &str = "Compare with a saved report";
pub(in crate::ui) const DRIFT: &str = "Compared with the saved report";
pub(in crate::ui) const NO_DRIFT: &str = "Nothing differs.";
pub(in crate::ui) const LINK_HELD_KEY: &str = "The link that opened this page held what looks like a key. It was left out and taken out of the address; since links are kept in many places, replace that key.";
pub(in crate::ui) const KEY_TAKEN_OUT: &str = "The base URL now names another server, so your key was taken out of the form. Enter the key of that server.";
pub(in crate::ui) const KEY_IS_GONE: &str = "The form no longer holds the key of this run, and the page does not send it again by itself. Enter it to ask again, or send the prompt anew.";
pub(in crate::ui) const CONFIG_NOT_USED: &str =
    "This page's config.json has a mistake and is not used; the page works without it.";
pub(in crate::ui) const CONFIG_IS_PAGE: &str = "config.json is a web page here, and is taken for none.";
pub(in crate::ui) const ELSEWHERE: &str =
    "This page sends to the gateways of its list alone. Choose one of them.";
pub(in crate::ui) const ELSEWHERE_REFUSED: &str = "Another base URL, from a link or from memory, was not used: this page sends to the gateways of its list alone.";
pub(in crate::ui) const DOCS: &str = "The gateway's documentation";
pub(in crate::ui) const FORGOTTEN: &str = "Everything that was remembered here is forgotten.";
pub(in crate::ui) const NOT_KEPT: &str = "This browser does not let the page remember anything.";
pub(in crate::ui) const LAST_RUNS: &str = "The last runs";
pub(in crate::ui) const COPY: &str = "Copy";
pub(in crate::ui) const COPIED: &str = "Copied.";
pub(in crate::ui) const NOT_COPIED: &str =
    "This browser did not allow copying. Select the text and copy it by hand.";
pub(in crate::ui) const EVIDENCE: &str = "Requests and replies";
pub(in crate::ui) const REQUEST_BODY: &str = "Body that was sent";
pub(in crate::ui) const HIDDEN_HEADERS: &str =
    "These are the headers that a browser lets the page read. The server may have sent others.";
pub(in crate::ui) const TECHNICAL_EVIDENCE: &str = "Technical evidence";
pub(in crate::ui) const LOOKED_INTO: &str = "What this page has looked into";
pub(in crate::ui) const MODELS_LOADING: &str = "Loading models…";
