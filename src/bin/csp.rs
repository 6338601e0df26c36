//! `make config CONFIG=config.json`: checks the file by the page's own rules and prints the policy that locks
//! a page to its gateways, or every problem because of which the page would ignore the file or a part of it.
//!
//! Only the policy goes to the standard output; a file with a problem ends in an exit code other than 0.

use std::process::ExitCode;

use gateway_check::policy::{self, Checked};

/// Hint for the host of the page.
const NOTE: &str = "Send the line below as the header Content-Security-Policy, together with Cross-Origin-Opener-Policy: same-origin. \
Without these headers the page protects itself in part: it does not work inside a frame, and it removes the key \
when anything but its user changes the server. It cannot stop a page that opened it from navigating it away.";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match checked(&arguments) {
        Ok(Checked { policy, notes }) => {
            eprintln!("{}: no problem found.", arguments.join(" "));
            eprintln!("{}\n{NOTE}", notes.join("\n"));
            println!("{policy}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("{}", problems.join("\n"));
            ExitCode::FAILURE
        }
    }
}

fn checked(arguments: &[String]) -> Result<Checked, Vec<String>> {
    let [path] = arguments else {
        return Err(vec!["Name one file: make config CONFIG=path/config.json".to_owned()]);
    };
    let config =
        std::fs::read_to_string(path).map_err(|error| vec![format!("{path} cannot be read: {error}.")])?;
    // A browser drops it too.
    let config = config.strip_prefix('\u{feff}').unwrap_or(&config);
    policy::checked(config)
        .map_err(|problems| problems.iter().map(|problem| format!("{path}: {problem}")).collect())
}
