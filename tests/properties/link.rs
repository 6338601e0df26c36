//! Links, and what the browser remembers.

use gateway_check::profile::ChosenProfile;
use gateway_check::redact::{Mask, holds_key};
use gateway_check::report::link::{packed, to_fragment};
use gateway_check::share_link::Link;
use proptest::prelude::*;
use proptest::sample::select;

use super::promises::link::{comes_back, holds, remembered};
use super::{cases, generate};

const NAMES: &[&str] = &[
    "schema",
    "base_url",
    "model",
    "prompt",
    "runs",
    "at",
    "profile",
    "verdicts",
    "diagnosis",
    "pass",
    "fail",
    "full",
    "https://a.example/v1",
    "2026-01-02T03:04:05Z",
];

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_a_link_presets_comes_back(
        base_url in prop::option::of("https://[a-z]{1,9}\\.example(/[a-z0-9]{1,6}){0,3}"),
        model in prop::option::of("[a-zA-Z0-9/:._é 模-]{1,30}"),
        prompt in prop::option::of(generate::text(12)),
        profile in prop::option::of(select(ChosenProfile::ALL.to_vec())),
    ) {
        // Control characters and what looks like a key are left out, and so is what is empty then.
        let prompt: Option<String> = prompt.map(|it| it.chars().filter(|it| !it.is_control()).collect());
        let is_kept = |text: &String| !text.is_empty() && !holds_key(text);
        let (model, prompt) = (model.filter(is_kept), prompt.filter(is_kept));
        comes_back(&Link { base_url, model, prompt, profile, ..Link::default() });
    }

    #[test]
    fn any_fragment_is_read(
        parts in prop::collection::vec(("(base_url|model|prompt|profile|gateway|api_key|report|x)=?", generate::text(6)), 0..5),
    ) {
        let parts: Vec<String> = parts.into_iter().map(|(name, value)| name + &value).collect();
        holds(&parts.join("&"));
    }

    #[test]
    fn a_key_never_leaves_in_a_link((key, text) in generate::told()) {
        let mask = Mask::of_secrets(&[&key.whole()]);
        let model = Some("m".to_owned());
        let written = Link { model, prompt: Some(text.clone()), ..Link::default() }.to_fragment(&mask);
        prop_assert_eq!(key.readable_in(&written), None, "{} of {:?}", written, text);
    }

    #[test]
    fn what_is_packed_in_a_link_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(packed(&format!("#{}", to_fragment(&bytes))), Some(Ok(bytes)));
    }

    #[test]
    fn any_memory_is_read(json in generate::json(NAMES), text in generate::text(8)) {
        remembered(&json.to_string());
        remembered(&text);
    }
}
