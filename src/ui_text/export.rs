//! Texts about exports.

/// Title of the section.
pub const SAVE_OR_SHARE: &str = "Save or share";
/// Contents of what is saved or shared.
pub const NO_KEY_INSIDE: &str = "These contain the prompt and the answers, but never your key.";
/// Copies the short text for a ticket.
pub const COPY_FOR_TICKET: &str = "Copy for a ticket";
/// Opens the ticket form that the page's host named, with that text.
pub const OPEN_TICKET: &str = "Open a ticket";
/// The same for a mail.
pub const WRITE_MAIL: &str = "Write an e-mail";
/// Copies the report as Markdown.
pub const COPY_REPORT: &str = "Copy report";
/// Saves the report as Markdown.
pub const SAVE_MARKDOWN: &str = "Save as Markdown";
/// Saves the report as a web page.
pub const SAVE_HTML: &str = "Save as web page";
/// Saves the report as JSON.
pub const SAVE_JSON: &str = "Save as JSON";
/// Copies a link to the form's values.
pub const SHARE: &str = "Copy link";
/// Copies a link that opens this result.
pub const COPY_RESULT_LINK: &str = "Copy link to this result";
/// Adds more to that link.
pub const LINK_WITH_TEXTS: &str = "with prompt, answer and bodies";
/// Compares the run with a saved report.
pub const COMPARE: &str = "Compare with a saved report";
/// Copies a text.
pub const COPY: &str = "Copy";
/// Copies a message about a diagnosis.
pub const COPY_MESSAGE: &str = "Copy a message for the admin";
/// Shows configurations that let the page call the gateway.
pub const CORS_SETUPS: &str = "Show server configurations to copy";
