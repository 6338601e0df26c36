//! `config.json`.

use gateway_check::config::{Config, Fetched, HostWish, Loaded};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::promises::config::{holds, stays_locked};
use super::{cases, generate};

const NAMES: &[&str] = &[
    "title",
    "intro",
    "gateways",
    "name",
    "base_url",
    "models",
    "key_prefix",
    "key_help",
    "expected_hosts",
    "expected_headers",
    "contact",
    "docs_url",
    "ticket_url",
    "product",
    "drills",
    "forbidden_prompt",
    "alternatives",
    "defaults",
    "prompt",
    "profile",
    "timeout_s",
    "stream",
    "key_minutes",
    "only_these_gateways",
    "only_this_gateway",
    "/v1",
    "https://a.example/v1",
    "full",
    "flashback",
];

/// A text without anything that looks like a key.
const WORDS: &str = "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,3}";

fn file(is_locked: bool) -> impl Strategy<Value = Value> {
    let gateway = (WORDS, "[a-z]{1,9}", prop::collection::vec("[a-z]{1,9}", 0..3), prop::option::of(WORDS));
    let gateways = prop::collection::vec(gateway, 1..4);
    let of =
        (gateways, prop::option::of(WORDS), prop::option::of(1..=600_u64), prop::option::of(any::<bool>()));
    of.prop_map(move |(gateways, title, timeout_s, stream)| {
        let gateways: Vec<Value> = gateways
            .into_iter()
            .enumerate()
            .map(|(index, (name, host, models, contact))| {
                let base_url = format!("https://{host}.example/{index}/v1");
                let mut gateway =
                    json!({"name": format!("{name} {index}"), "base_url": base_url, "models": models});
                if let Some(contact) = contact {
                    gateway["contact"] = contact.into();
                }
                gateway
            })
            .collect();
        let mut file = json!({"gateways": gateways, "only_these_gateways": is_locked, "defaults": {}});
        for (name, value) in [("timeout_s", timeout_s.map(Value::from)), ("stream", stream.map(Value::from))]
        {
            if let Some(value) = value {
                file["defaults"][name] = value;
            }
        }
        if let Some(title) = title {
            file["title"] = title.into();
        }
        file
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_json_is_used_or_refused_in_sentences(json in generate::json(NAMES)) {
        holds(&json.to_string());
    }

    #[test]
    fn any_text_is_used_or_refused_in_sentences(text in generate::text(20)) {
        holds(&text);
    }

    #[test]
    fn a_damaged_file_is_used_or_refused_in_sentences(text in file(false).prop_flat_map(|file| generate::damaged(file.to_string()))) {
        holds(&text);
    }

    #[test]
    fn what_is_written_is_read(file in file(true)) {
        let config = Config::parse(&file.to_string(), "https://page.example/").expect("a good file");
        let gateways = file["gateways"].as_array().expect("gateways");
        prop_assert_eq!(config.gateways.len(), gateways.len());
        for (read, written) in config.gateways.iter().zip(gateways) {
            prop_assert_eq!(&read.name, written["name"].as_str().expect("a name"));
            prop_assert_eq!(&read.base_url, written["base_url"].as_str().expect("a URL"));
            prop_assert_eq!(json!(read.models), written["models"].clone());
            prop_assert_eq!(read.help.contact.as_deref(), written["contact"].as_str());
        }
        prop_assert_eq!(config.title.as_deref(), file["title"].as_str());
        prop_assert_eq!(config.timeout_s, file["defaults"]["timeout_s"].as_u64());
        prop_assert_eq!(config.stream, file["defaults"]["stream"].as_bool());
        prop_assert!(config.only_these_gateways && config.unknown.is_empty());
    }

    /// Whatever happens to the rest of a file, as long as the lock is still in it.
    #[test]
    fn a_lock_never_fails_open(
        before in file(true).prop_flat_map(|file| generate::damaged(file["gateways"].to_string())),
        behind in generate::text(8),
    ) {
        stays_locked(&format!(r#"{{"gateways":{before},"only_these_gateways":true{behind}"#));
        stays_locked(&format!(r#"{{"only_these_gateways":true,"gateways":{before}{behind}}}"#));
    }

    #[test]
    fn a_slip_in_the_lock_does_not_open_it(spot in any::<prop::sample::Index>(), letter in "[a-z_]", kind in 0..3) {
        let mut name = "only_these_gateways".to_owned();
        let at = spot.index(name.len());
        match kind {
            0 => name.insert_str(at, &letter),
            1 => drop(name.remove(at)),
            _ => name.replace_range(at..=at, &letter),
        }
        stays_locked(&format!(r#"{{"{name}":true,"gateways":[{{"name":"A","base_url":"/v1"}}]}}"#));
    }

    #[test]
    fn without_a_file_a_page_that_needs_one_is_closed(status in any::<u16>()) {
        let wish = HostWish { is_required: true, contact: None };
        for fetched in [Fetched::Status(status), Fetched::NoReply, Fetched::NotAsked] {
            let loaded = Loaded::of(&fetched, &wish, "https://page.example/");
            prop_assert!(matches!(loaded, Loaded::Closed(_)), "{:?}", loaded);
        }
    }
}
