//! Texts around form and results: masthead, shortcuts, welcome.

use crate::version::VERSION;

/// The page's name.
pub const TITLE: &str = "Gateway Check";
/// Opens a saved report.
pub const OPEN_REPORT: &str = "Open report";
/// Lists the keyboard shortcuts.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// Closes a dialog.
pub const CLOSE: &str = "Close";

/// The keys, and their effects.
pub const KEYS: [(&str, &str); 3] = [
    ("Enter in a field, Ctrl+Enter in the prompt", "Send the prompt"),
    ("Ctrl+Shift+Enter", "Run the checks"),
    ("Esc", "Close the dialog, or stop the run"),
];

/// The question that the page answers.
pub const WELCOME: &str = "Does your AI gateway work?";
/// Purpose of the page.
pub const WELCOME_TEXT: &str = "Enter the base URL, your key and a model, then send a prompt. You see the answer, and whether the key, the route, the model and the reply are right. If something is wrong, you learn what it is, who can fix it, and what to do first.";
/// Purpose of a page that its host locked to its gateways.
pub const LOCKED_WELCOME_TEXT: &str = "Enter your key and send the prompt. You see whether the gateway works for you. If not, you learn what is wrong, who can fix it, and what to do first.";
/// Title of the list below.
pub const PREREQUISITES: &str = "What you need";
/// Things that somebody must have before the page can help.
pub const PREREQUISITE: [&str; 3] = [
    "A gateway that is connected to at least one AI provider.",
    "Its base URL: the OpenAI-compatible address, such as https://gateway.example/v1.",
    "A key for that gateway, and the name of a model it offers.",
];
/// Sends the prompt to the host's own sandbox.
pub const TRY_SANDBOX: &str = "Try it with the sandbox";
/// Opens a made-up report.
pub const SEE_EXAMPLE: &str = "See an example";

/// The label of the button that changes the theme.
pub fn theme(name: &str) -> String {
    format!("Theme: {name}")
}

/// Name and version of the page, to identify the hosted one.
pub fn version() -> String {
    format!("{TITLE} {VERSION}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_its_name_and_version() {
        assert_eq!(version().strip_prefix("Gateway Check "), Some(VERSION));
    }
}
