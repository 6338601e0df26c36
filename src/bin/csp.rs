//! `make csp CONFIG=config.json`: prints the policy that locks a page to the gateways of that file, or every
//! mistake for which the page would not use it.

use std::process::ExitCode;

use gateway_check::policy;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match printed(&arguments) {
        Ok(policy) => {
            println!("{policy}");
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
