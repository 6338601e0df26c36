//! `make csp CONFIG=config.json`: prints the policy that locks a page to the gateways of that file, or every
//! problem because of which the page would ignore the file.

use std::process::ExitCode;

use gateway_check::policy;

/// Hint for the host of the page.
const NOTE: &str = "Send this as the header Content-Security-Policy, together with Cross-Origin-Opener-Policy: same-origin. \
Without these headers the page protects itself in part: it does not work inside a frame, and it removes the key \
when anything but its user changes the server. It cannot stop a page that opened it from navigating it away.";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match printed(&arguments) {
        Ok(policy) => {
            println!("{policy}");
            eprintln!("{NOTE}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("{}", problems.join("\n"));
            ExitCode::FAILURE
        }
    }
}

fn printed(arguments: &[String]) -> Result<String, Vec<String>> {
    let [path] = arguments else {
        return Err(vec!["Name one file: make csp CONFIG=path/config.json".to_owned()]);
    };
    let config =
        std::fs::read_to_string(path).map_err(|error| vec![format!("{path} cannot be read: {error}.")])?;
    policy::locked_to(&config)
        .map_err(|problems| problems.iter().map(|problem| format!("{path}: {problem}")).collect())
}
