//! What the command line asks for.

use std::path::PathBuf;

/// What `--help` prints.
pub const HELP: &str = "\
gateway-check-sandbox: an OpenAI-compatible gateway on this machine that behaves, or misbehaves on purpose

  --port N         the gateway's port (8787; 0 takes a free one)
  --page DIR       also serve the built page in DIR, from a port of its own
  --page-port N    the page's port (8788; 0 takes a free one)
  --preset         fill the page's form with this sandbox
  --model-port N   with --preset: also offer a real model on this port
  --csp TEXT       send TEXT as Content-Security-Policy with the page
  --help           print this

Open http://127.0.0.1:8787/ for the list of behaviours.";

/// What to serve, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The gateway's port; 0 takes a free one.
    pub port: u16,
    /// The folder with the built page.
    pub page: Option<PathBuf>,
    /// The page's port; 0 takes a free one.
    pub page_port: u16,
    /// The page's `Content-Security-Policy`.
    pub csp: Option<String>,
    /// Is the page's form to be filled with this sandbox?
    pub preset: bool,
    /// The port of a real model on this machine.
    pub model_port: Option<u16>,
    /// Is only the help wanted?
    pub help: bool,
}

impl Options {
    /// Reads the arguments behind the program's name.
    ///
    /// # Errors
    /// One sentence about the first argument that cannot be used.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            port: 8787,
            page: None,
            page_port: 8788,
            csp: None,
            preset: false,
            model_port: None,
            help: false,
        };
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{name} needs a value behind it."));
            match name.as_str() {
                "--port" => options.port = port(&name, &value()?)?,
                "--page" => options.page = Some(value()?.into()),
                "--page-port" => options.page_port = port(&name, &value()?)?,
                "--csp" => options.csp = Some(value()?),
                "--preset" => options.preset = true,
                "--model-port" => options.model_port = Some(port(&name, &value()?)?),
                "--help" | "-h" => options.help = true,
                _ => return Err(format!("{name} is not an option; --help lists them.")),
            }
        }
        Ok(options)
    }
}

fn port(name: &str, value: &str) -> Result<u16, String> {
    value.parse().map_err(|_| format!("{name} needs a number from 0 to 65535, not '{value}'."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn check(line: &str, problem: &str) {
        assert_eq!(parse(line).map(|_| ()), Err(problem.to_owned()));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        check("--port", "--port needs a value behind it.");
        check("--port x", "--port needs a number from 0 to 65535, not 'x'.");
        check("--model-port 65536", "--model-port needs a number from 0 to 65535, not '65536'.");
        check("--fast", "--fast is not an option; --help lists them.");
    }

    #[test]
    fn every_option_is_read() {
        let line = "--port 1 --page dist --page-port 2 --csp none --preset --model-port 3 --help";
        let options = Options {
            port: 1,
            page: Some("dist".into()),
            page_port: 2,
            csp: Some("none".into()),
            preset: true,
            model_port: Some(3),
            help: true,
        };
        assert_eq!(parse(line), Ok(options));
    }
}
