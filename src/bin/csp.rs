//! `make csp CONFIG=config.json`: prints the policy that locks a page to the gateways of that file, or every
//! mistake for which the page would not use it.

use std::process::ExitCode;

use gateway_check::policy;

/// What the policy needs of its host.
const NOTE: &str = "Send this as the header Content-Security-Policy, and beside it Cross-Origin-Opener-Policy: same-origin. \
A host that cannot send headers lacks both: there the page itself refuses to work inside a frame, and takes the key \
out of the form when anything but its user changes the server it would go to; it cannot keep a page that opened it \
from leading it away.";

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
