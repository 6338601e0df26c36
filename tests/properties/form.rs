//! The form: base URL, key, model, numbers.

use gateway_check::field::FieldName;
use gateway_check::form::FormInput;
use gateway_check::target::{BaseUrl, corrections};
use gateway_check::ui_text::scenario::{EVERY_S, MINUTES, schedule};
use proptest::prelude::*;
use proptest::sample::select;

use super::promises::target::{form_holds, holds};
use super::{cases, generate};

fn path() -> impl Strategy<Value = String> {
    let part = select(
        &[
            "v1",
            "v1beta",
            "api",
            "openai",
            "deployments",
            "m-small",
            "chat",
            "%2e%2e",
            "a%20b",
            "v1;x=1",
            "~",
        ][..],
    );
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.iter().flat_map(|part| ["/", part]).collect())
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9-]{1,9}(\\.[a-z0-9_-]{1,9}){0,3}\\.?",
        any::<std::net::Ipv4Addr>().prop_map(|it| it.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|it| format!("[{it}]")),
        (0..=u16::MAX, 0..=u16::MAX).prop_map(|(a, b)| format!(
            "[::ffff:{}]",
            std::net::Ipv4Addr::from_bits(u32::from(a) << 16 | u32::from(b))
        )),
        "(0x)?[0-9a-f]{1,8}(\\.[0-9]{1,3}){0,2}",
        "xn--[a-z0-9-]{0,8}\\.example",
    ]
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn what_is_accepted_as_a_base_url_is_called_unchanged(
        scheme in select(&["http://", "https://", "HTTPS://"][..]),
        host in host(),
        port in "(:[0-9]{0,6})?",
        path in path(),
        end in select(&["", "/", "//", "?a=1", "#top"][..]),
    ) {
        holds(&format!("{scheme}{host}{port}{path}{end}"));
    }

    #[test]
    fn any_text_is_a_base_url_or_a_problem(text in generate::text(10)) {
        holds(&text);
        holds(&format!("https://a.example/{text}"));
        holds(&format!("https://{text}/v1"));
    }

    #[test]
    fn a_correction_differs_from_what_it_corrects(path in path()) {
        if let Ok(base_url) = BaseUrl::parse(&format!("https://a.example{path}")) {
            let found = corrections(&base_url);
            prop_assert!(!found.contains(&base_url));
            prop_assert!((1..found.len()).all(|index| !found[..index].contains(&found[index])), "{:?}", found);
        }
    }

    #[test]
    fn whatever_is_typed_each_problem_is_a_sentence(
        api_key in prop_oneof![generate::text(5), "(Bearer |['\"]|\\$|<|sk-|https://)?[ -~]{0,30}"],
        model in generate::text(5),
        timeout_s in prop_oneof!["[ +-]?[0-9]{0,12} ?", generate::text(3)],
    ) {
        form_holds(&FormInput {
            base_url: "https://a.example/v1".to_owned(),
            api_key,
            model,
            prompt: "Hi".to_owned(),
            timeout_s,
            ..FormInput::default()
        });
    }

    #[test]
    fn a_schedule_is_what_was_typed_and_within_its_limits(every in "[+-]?[0-9]{0,12}", minutes in "[0-9]{0,12}") {
        let typed = |name: FieldName| {
            if name == FieldName::WatchEveryS { every.clone() } else { minutes.clone() }
        };
        let within = |text: &str, (least, most): (u32, u32)| text.parse().ok().filter(|it| (least..=most).contains(it));
        prop_assert_eq!(schedule(typed).ok(), within(&every, EVERY_S).zip(within(&minutes, MINUTES)));
    }
}
