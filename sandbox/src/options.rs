//! Options of the command line.

use std::path::PathBuf;

use axum::http::HeaderValue;
use clap::Parser;

/// An OpenAI-compatible gateway on this machine that behaves, or misbehaves on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(
    name = "gateway-check-sandbox",
    version,
    after_help = "Open http://127.0.0.1:8787/ for the list of behaviours."
)]
pub struct Options {
    /// The gateway's port; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 8787)]
    pub port: u16,
    /// Also serve the built page in this folder, from a separate port.
    #[arg(long, value_name = "DIR")]
    pub page: Option<PathBuf>,
    /// The page's port; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 8788)]
    pub page_port: u16,
    /// Fill the page's form with this sandbox.
    #[arg(long)]
    pub preset: bool,
    /// With `--preset`: also offer a real model on this port.
    #[arg(long, value_name = "N")]
    pub model_port: Option<u16>,
    /// With `--preset`: also offer LiteLLM on this port, in front of that model.
    #[arg(long, value_name = "N")]
    pub litellm_port: Option<u16>,
    /// Send this as Content-Security-Policy with the page.
    #[arg(long, value_name = "TEXT")]
    pub csp: Option<HeaderValue>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        Options::command().debug_assert();
    }

    #[test]
    fn every_option_is_read() {
        let line =
            "sandbox --port 1 --page dist --page-port 2 --csp none --preset --model-port 3 --litellm-port 4";
        let options = Options {
            port: 1,
            page: Some("dist".into()),
            page_port: 2,
            csp: Some(HeaderValue::from_static("none")),
            preset: true,
            model_port: Some(3),
            litellm_port: Some(4),
        };
        assert_eq!(Options::parse_from(line.split(' ')), options);
    }
}
