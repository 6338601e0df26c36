mod keys;

use super::*;
use crate::profile::Profile;
use crate::text::work::check_growth;

fn read(text: &str) -> Result<Config, Vec<ConfigProblem>> {
    Config::parse(text, "https://page.example/check/")
}

/// A file with this in its only gateway, beside a name and a base URL.
fn with(field: &str) -> String {
    format!(r#"{{"gateways":[{{"name":"G","base_url":"https://g.example/v1",{field}}}]}}"#)
}

/// Expects the file to be refused for these reasons.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let problems = read(text).expect_err(text);
    let sentences: Vec<_> = problems.iter().map(ConfigProblem::sentence).collect();
    assert_eq!(sentences, expected, "{text}");
}

#[test]
fn a_file_presets_gateways_and_defaults() {
    let text = r##"{"title":"T","gateways":[{"name":"G","base_url":"https://g.example/v1/","models":["a","b"],
        "expected_hosts":["g.example"],"key_prefix":"gk-","contact":"#ai on chat","docs_url":"https://g.example/docs",
        "ticket_url":"mailto:ai@g.example?body={text}","product":"flashback","key_help":"In the console."}],
        "intro":"Your key.\nOnce.",
        "defaults":{"prompt":"Hi","profile":"full","timeout_s":20,"stream":true},"only_these_gateways":true}"##;
    let config = read(text).unwrap();
    let gateway = &config.gateways[0];
    assert_eq!((gateway.base_url.as_str(), gateway.models.len()), ("https://g.example/v1", 2));
    assert_eq!(gateway.expectations.hosts, ["g.example"]);
    assert!(gateway.expectations.is_preset);
    assert_eq!(gateway.expectations.key_prefix.as_deref(), Some("gk-"));
    assert_eq!(gateway.help.contact.as_deref(), Some("#ai on chat"));
    assert_eq!(gateway.help.docs_url.as_deref(), Some("https://g.example/docs"));
    assert!(gateway.help.ticket_url.as_ref().is_some_and(TicketUrl::is_mail));
    assert_eq!(gateway.help.key_help.as_deref(), Some("In the console."));
    assert!(gateway.expectations.is_flashback);
    assert_eq!(config.intro.as_deref(), Some("Your key.\nOnce."));
    assert_eq!(
        (config.prompt.as_deref(), config.profile, config.timeout_s, config.stream),
        (Some("Hi"), Some(ChosenProfile::Preset(Profile::Full)), Some(20), Some(true))
    );
    assert!(config.only_these_gateways && config.unknown.is_empty());
}

#[test]
fn a_gateway_presets_its_drills() {
    let text = with(
        r#""drills":{"forbidden_prompt":"Show me a password.","alternatives":["b","c"],"forbidden_modl":"x"}"#,
    );
    let config = read(&text).unwrap();
    let value = |field| config.gateways[0].drills.value(field);
    assert_eq!(value(FieldName::ForbiddenPrompt).as_deref(), Some("Show me a password."));
    assert_eq!(value(FieldName::Alternatives).as_deref(), Some("b\nc"));
    assert_eq!((value(FieldName::ForbiddenModel), value(FieldName::NewApiKey)), (None, None));
    assert_eq!(config.unknown[0].path, "gateways[0].drills.forbidden_modl");
    assert_eq!(config.unknown[0].meant, Some("forbidden_model"));
    let config = read(&with(r#""drills":{"forbidden_model":"m-large"}"#)).unwrap();
    assert_eq!(config.gateways[0].drills.value(FieldName::ForbiddenModel).as_deref(), Some("m-large"));
    for (field, problem) in [
        (r#""drills":[]"#, "gateways[0].drills (G) must be an object."),
        (
            r#""drills":{"forbidden_prompt":""}"#,
            "gateways[0].drills.forbidden_prompt (G) must be a non-empty string.",
        ),
        (
            r#""drills":{"alternatives":"b"}"#,
            "gateways[0].drills.alternatives (G) must be a list of strings.",
        ),
        (
            r#""drills":{"alternatives":["a","b","c","d","e"]}"#,
            "gateways[0].drills.alternatives (G) must have at most 4 items.",
        ),
        (
            r#""drills":{"forbidden_prompt":"Print the API key sk-proj-gcTest0Q7zgcTest0Q7z."}"#,
            "gateways[0].drills.forbidden_prompt (G) seems to contain a key. Remove it: everyone can read this file.",
        ),
        (
            r#""drills":{"new_api_key":"gc-test-1"}"#,
            "gateways[0].drills.new_api_key (G) seems to contain a key. Remove it: everyone can read this file.",
        ),
    ] {
        check(&with(field), &[problem]);
    }
}

#[test]
fn a_base_url_may_be_relative_to_the_page() {
    let text = r#"{"gateways":[{"name":"a","base_url":"/v1"},{"name":"b","base_url":"./v1"}]}"#;
    let observed: Vec<_> = read(text).unwrap().gateways.into_iter().map(|gateway| gateway.base_url).collect();
    assert_eq!(observed, ["https://page.example/v1", "https://page.example/check/v1"]);
    let page = Config::parse(&text.replace("./v1", "b.example/v1"), "file:///home/index.html").unwrap_err();
    let sentences: Vec<_> = page.iter().map(ConfigProblem::sentence).collect();
    assert_eq!(
        sentences,
        [
            "gateways[0].base_url (a) must start with https:// (or http:// in your own network), or with /, ./ or ../.",
            "gateways[1].base_url (b) must start with https:// (or http:// in your own network), or with /, ./ or ../."
        ]
    );
}

#[test]
fn what_is_missing_has_a_default_and_what_is_unknown_is_named() {
    assert_eq!(read("{}"), Ok(Config::default()));
    let text =
        r#"{"more":{"deep":[1]},"gateways":[{"name":"G","base_url":"/v1","Models":[]}],"defaults":{"n":0}}"#;
    let unknown = read(text).unwrap().unknown;
    let told: Vec<_> = unknown.iter().map(|it| (it.path.as_str(), it.meant)).collect();
    assert_eq!(told, [("defaults.n", None), ("gateways[0].Models", Some("models")), ("more", None)]);
}

#[test]
fn what_is_no_json_is_shown_its_place() {
    check("\n", &["config.json is empty. Without presets, write {} or delete the file."]);
    check(
        "{\n  \"title\": \"T\",\n}",
        &[
            "config.json is not valid JSON: see line 3, column 1. Remove the comma before the closing bracket.",
        ],
    );
    check(
        "{\n",
        &["config.json is not valid JSON: it ends too early. A closing bracket or quote is missing."],
    );
    check("{\"n\": 01}", &["config.json is not valid JSON: see line 1, column 8."]);
    check("[]", &["config.json must be an object."]);
}

#[test]
fn every_mistake_is_told() {
    check(
        r#"{"title":7,"gateways":[{"models":"m"},3],"defaults":{"timeout_s":0,"profile":"fast","stream":"no"}}"#,
        &[
            "title must be a non-empty string.",
            "gateways[0].name is missing.",
            "gateways[0].base_url is missing.",
            "gateways[0].models must be a list of strings.",
            "gateways[1] must be an object.",
            "defaults.profile must be quick, standard, full or custom.",
            "defaults.timeout_s must be a whole number from 1 to 600.",
            "defaults.stream must be true or false.",
        ],
    );
}

#[test]
fn each_value_must_have_its_expected_type() {
    for timeout in ["601", "-1", "1.5", "\"60\"", "null"] {
        let text = format!(r#"{{"defaults":{{"timeout_s":{timeout}}}}}"#);
        check(&text, &["defaults.timeout_s must be a whole number from 1 to 600."]);
    }
    check(
        r#"{"defaults":{"key_minutes":241}}"#,
        &["defaults.key_minutes must be a number from 0.05 to 240."],
    );
    check(r#"{"gateways":{}}"#, &["gateways must be a list of objects."]);
    check(r#"{"defaults":[]}"#, &["defaults must be an object."]);
    check(r#"{"gateways":[["G","/v1"]]}"#, &["gateways[0] must be an object."]);
    check(r#"{"$schema":1}"#, &["$schema must be a string."]);
    check(&with(r#""models":["m",1]"#), &["gateways[0].models (G) must be a list of strings."]);
    check(&with(r#""key_prefix":1"#), &["gateways[0].key_prefix (G) must be a string."]);
    check(&with(r#""product":"Flashback""#), &["gateways[0].product (G) must be flashback."]);
    for intro in ["", &"x".repeat(1_001)] {
        let text = format!(r#"{{"intro":"{intro}"}}"#);
        check(&text, &["intro must be a text of 1 to 1000 characters."]);
    }
    for address in ["javascript:alert(1)", "docs.example", "https://", "https://a b", "HTTPS://a.example"] {
        check(
            &with(&format!(r#""docs_url":"{address}""#)),
            &["gateways[0].docs_url (G) must be a web address that starts with https:// or http://."],
        );
    }
}

#[test]
fn a_base_url_is_held_to_the_rules_of_the_form() {
    let text = |base_url: &str| format!(r#"{{"gateways":[{{"name":"G","base_url":"{base_url}"}}]}}"#);
    check(
        &text("https://g.example/v1/chat/completions"),
        &["gateways[0].base_url (G): Remove /chat/completions. The base URL ends before it."],
    );
    check(
        &text("/a/../v1"),
        &[
            "gateways[0].base_url (G): Remove “..”, “.” or “//” from the path. Browsers and servers read them differently.",
        ],
    );
    assert!(read(&text("http://10.0.0.5")).is_ok(), "what is a remark only is no mistake");
}

#[test]
fn a_name_is_unique_and_a_lock_requires_a_gateway() {
    let text = r#"{"gateways":[{"name":"G","base_url":"/v1"},{"name":"H","base_url":"/v1"},{"name":"G","base_url":"/v2"}]}"#;
    check(text, &["gateways[2].name (G) is used by another gateway."]);
    check(r#"{"only_these_gateways":true}"#, &["only_these_gateways is true, but gateways is empty."]);
    let did_you_mean = |path: &str| {
        format!("{path} is unknown. Did you mean only_these_gateways at the top level of the file?")
    };
    check(r#"{"only_this_gateways":true}"#, &[&did_you_mean("only_this_gateways")]);
    check(r#"{"defaults":{"only_these_gateways":1}}"#, &[&did_you_mean("defaults.only_these_gateways")]);
    assert!(read(r#"{"only_this_gateways":false}"#).is_ok());
}

#[test]
fn a_field_that_is_there_twice_is_a_mistake() {
    check(r#"{"title":"a","title":"b"}"#, &["title is in the file twice. Keep one of them."]);
    let both = with(r#""contact":"a","contact":"b""#);
    check(&both, &["gateways[0].contact (G) is in the file twice. Keep one of them."]);
    let many = format!(r#"{{"title":"a"{}}}"#, r#","title":"a""#.repeat(900));
    assert_eq!(read(&many).unwrap_err().len(), 20);
}

#[test]
fn expected_hosts_are_hosts_and_hold_the_base_urls_own() {
    let hosts = |list: &str| with(&format!(r#""expected_hosts":{list}"#));
    assert!(read(&hosts(r#"["other.example","G.example"]"#)).is_ok());
    assert!(read(&hosts("[]")).is_ok());
    assert!(read(&hosts(r#"["[::1]"]"#).replace("g.example", "[::1]:8080")).is_ok());
    check(
        &hosts(r#"["other.example"]"#),
        &["gateways[0].expected_hosts (G) must contain g.example, the host of this base_url."],
    );
    for host in ["https://g.example", "g.example:8443", " g.example", "g.example/v1", "*.example", "", "::1"]
    {
        check(
            &hosts(&format!(r#"["g.example","{host}"]"#)),
            &[&format!(
                "gateways[0].expected_hosts[1] (G) must be only a host name, such as gateway.example, without https://, port, path or spaces. It is “{host}”."
            )],
        );
    }
}

#[test]
fn expected_headers_are_names_that_only_a_gateway_sends() {
    let headers = |list: &str| with(&format!(r#""expected_headers":{list}"#));
    assert!(read(&headers(r#"["x-gateway-request-id","X-Served-By","via"]"#)).is_ok());
    for name in ["x-gateway: 1", "x gateway", "", "x-gät"] {
        check(
            &headers(&format!(r#"["x-gateway","{name}"]"#)),
            &[&format!(
                "gateways[0].expected_headers[1] (G) must be only the name of a header, such as x-gateway-id. It is “{name}”."
            )],
        );
    }
    for name in ["Content-Type", "date", "access-control-allow-origin"] {
        check(
            &headers(&format!(r#"["{name}"]"#)),
            &[&format!(
                "gateways[0].expected_headers[0] (G) must be a header that only the gateway sets. Any server may send {name}."
            )],
        );
    }
}

#[test]
fn a_lacking_host_is_told_or_counted_beside_other_mistakes() {
    let gateway = r#"{"name":"G","base_url":"https://g.example/v1","expected_hosts":["other.example"]}"#;
    let behind = |mistakes: usize| format!(r#"{{"gateways":[{}{gateway}]}}"#, "7,".repeat(mistakes));
    let lacking = "gateways[1].expected_hosts (G) must contain g.example, the host of this base_url.";
    check(&behind(1), &["gateways[0] must be an object.", lacking]);
    let last = read(&behind(22)).unwrap_err().pop().unwrap().sentence();
    assert_eq!(last, "config.json has 3 more problems.");
}

#[test]
fn a_web_page_is_no_file() {
    assert!(Config::is_web_page("\n<!doctype html>"));
    assert!(!Config::is_web_page("{}") && !Config::is_web_page(""));
}

#[test]
fn of_many_mistakes_the_first_are_told_and_the_others_counted() {
    let mistakes = |count: usize| format!(r#"{{"gateways":[{}]}}"#, vec!["7"; count].join(","));
    let last = |count| read(&mistakes(count)).unwrap_err().pop().unwrap().sentence();
    assert_eq!(last(20), "gateways[19] must be an object.");
    assert_eq!(last(21), "config.json has one more problem.");
    assert_eq!(last(900), "config.json has 880 more problems.");
    assert_eq!(read(&mistakes(900)).unwrap_err().len(), 21);
}

#[test]
fn what_is_too_long_is_said_to_be() {
    check(&" ".repeat(1_000_001), &["config.json is larger than 1000000 bytes."]);
    assert!(read(&format!("{{}}{}", " ".repeat(999_998))).is_ok());
    let gateway = |index: usize| format!(r#"{{"name":"{index}","base_url":"/v1"}}"#);
    let gateways: Vec<_> = (0..1_001).map(gateway).collect();
    check(
        &format!(r#"{{"gateways":[{}]}}"#, gateways.join(",")),
        &["gateways must have at most 1000 items."],
    );
    let models = |count: usize| with(&format!(r#""models":[{}]"#, vec![r#""m""#; count].join(",")));
    assert!(read(&models(2_000)).is_ok());
    check(&models(2_001), &["gateways[0].models (G) must have at most 2000 items."]);
    let problem = read(&format!(r#"{{"{}":{{"key":1}}}}"#, "a".repeat(10_000))).unwrap_err();
    assert!(problem[0].sentence().len() < 300, "{}", problem[0].sentence());
    assert_eq!(
        read(&format!("{{{}}}", (0..100).map(|n| format!(r#""{n}":1"#)).collect::<Vec<_>>().join(",")))
            .unwrap()
            .unknown
            .len(),
        20
    );
}

#[test]
fn twice_the_hostile_file_is_twice_the_work() {
    for (what, list, is_name_long, item) in [
        ("mistakes", "gateways", false, "7"),
        ("keys", "more", false, r#"{"key":1}"#),
        ("keys under a long name", "more", true, r#"{"key":1}"#),
        ("texts under a long name", "more", true, r#""?a=?a=""#),
    ] {
        let make = |times| {
            let name = if is_name_long { list.repeat(times) } else { list.to_owned() };
            format!(r#"{{"{name}":[{}]}}"#, vec![item; times].join(","))
        };
        check_growth(what, 2_000, make, |text| {
            let _ = read(text);
        });
    }
}
