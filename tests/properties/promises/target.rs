//! Input of the form.

use gateway_check::form::{FormInput, MAX_TIMEOUT_S, MIN_TIMEOUT_S, may_keep_key};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, corrections};
use gateway_check::ui_text::problems::problem;
use url::Url;

/// A base URL that is accepted is what a browser calls, unchanged; so is each correction, on the same origin.
pub fn holds(typed: &str) {
    match BaseUrl::parse(typed) {
        Ok(base_url) => {
            called_unchanged(&base_url);
            for corrected in corrections(&base_url) {
                assert_eq!(corrected.origin(), base_url.origin());
                called_unchanged(&corrected);
            }
            for remark in base_url.remarks() {
                super::one_sentence(&remark.sentence());
            }
        }
        Err(why) => {
            super::one_sentence(&why.sentence());
            // What is offered instead is not what was typed.
            assert_ne!(why.fix(), Some(typed), "{why:?}");
        }
    }
    form_holds(&FormInput { base_url: typed.to_owned(), ..FormInput::default() });
    assert!(may_keep_key(typed, typed) || BaseUrl::parse(typed).is_err());
}

/// Every problem of a form makes one sentence, and a form without one can be sent unchanged.
pub fn form_holds(form: &FormInput) {
    for found in form.problems() {
        super::one_sentence(&problem(&found));
    }
    if let Some(ready) = form.validate() {
        assert!((MIN_TIMEOUT_S..=MAX_TIMEOUT_S).contains(&ready.timeout_s));
        assert_eq!(
            form.timeout_s.trim().trim_start_matches('+').trim_start_matches('0'),
            ready.timeout_s.to_string()
        );
    }
    if let Ok(Some(key)) = ApiKey::parse(&form.api_key) {
        assert!(key.expose().bytes().all(|byte| byte.is_ascii_graphic()), "no header holds it");
    }
    if let Err(why) = ApiKey::parse(&form.api_key)
        && let Some(fix) = why.fix(&form.api_key)
    {
        assert!(fix.len() < form.api_key.len(), "{why:?}: {fix:?} for {:?}", form.api_key);
    }
    if let Ok(name) = ModelName::parse(&form.model) {
        assert_eq!(name.as_str().trim(), form.model);
    }
}

/// Compares with the URL standard's own parser, which browsers share. A label whose Punycode has a letter that
/// no host may have is only refused there: such a request fails, and goes nowhere else.
#[track_caller]
fn called_unchanged(base_url: &BaseUrl) {
    let shown = base_url.endpoint("models");
    let is_coded = base_url.host().split('.').any(|label| label.starts_with("xn--"));
    let called = match Url::parse(&shown) {
        Err(_) if is_coded => return,
        called => called.unwrap_or_else(|why| panic!("{why}: {shown}")),
    };
    assert_eq!(called.as_str(), shown);
    assert_eq!(called.origin().ascii_serialization(), base_url.origin());
    if let Ok(again) = BaseUrl::parse(&base_url.to_string()) {
        assert_eq!(again.to_string(), base_url.to_string());
    }
}
