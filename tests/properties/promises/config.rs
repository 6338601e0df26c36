//! `config.json`.

use gateway_check::config::{ClosedReason, Config, Fetched, HostWish, Loaded};
use gateway_check::redact::Mask;
use gateway_check::target::BaseUrl;
use gateway_check::ui_text::closed;

const PAGE: &str = "https://page.example/check/";

/// Any file is used whole or not at all; each mistake makes one sentence; and if the host asks for a lock,
/// nothing but a locked file opens the form.
pub fn holds(text: &str) {
    match Config::parse(text, PAGE) {
        Ok(config) => {
            for gateway in &config.gateways {
                assert!(BaseUrl::parse(&gateway.base_url).is_ok(), "{gateway:?}");
                assert_eq!(config.gateways.iter().filter(|it| it.name == gateway.name).count(), 1);
                assert_eq!(Mask::default().text(&gateway.name), gateway.name);
            }
            assert!(!config.only_these_gateways || !config.gateways.is_empty(), "a lock without a gateway");
            for field in &config.unknown {
                super::one_sentence(&field.sentence());
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                super::one_sentence(&problem.sentence());
            }
        }
    }
    for is_required in [false, true] {
        let loaded = load(text, is_required);
        assert!(!is_required || matches!(loaded, Loaded::Closed(_) | Loaded::Used(_)), "{loaded:?}");
        if let Loaded::Closed(why) = &loaded {
            for line in closed::lines(why) {
                super::one_sentence(&line);
            }
            assert!(!matches!(&why.reason, ClosedReason::Mistakes(none) if none.is_empty()));
        }
    }
}

/// A file in which the lock was asked for, and which somebody damaged: the form is closed, or locked.
pub fn stays_locked(text: &str) {
    match load(text, false) {
        Loaded::Closed(_) => {}
        Loaded::Used(config) if config.only_these_gateways => {}
        open => panic!("{open:?} of {text}"),
    }
}

fn load(text: &str, is_required: bool) -> Loaded {
    Loaded::of(&Fetched::Text(text.to_owned()), &HostWish { is_required, contact: None }, PAGE)
}
