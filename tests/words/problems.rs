//! Problems with the form, a configuration, a link or a saved report.

use gateway_check::config::{Closed, ClosedReason, Missing};
use gateway_check::ui_text::closed;

use super::*;

#[test]
fn problems_of_the_form() {
    let input = |base_url: &str, key: &str, model: &str, prompt: &str, timeout_s: &str| FormInput {
        base_url: base_url.to_owned(),
        api_key: key.to_owned(),
        model: model.to_owned(),
        prompt: prompt.to_owned(),
        timeout_s: timeout_s.to_owned(),
        key_prefix: Some("gk-".to_owned()),
        ..FormInput::default()
    };
    let base_urls = [
        "",
        "https://gate way.example/v1",
        "https://gateway.example\\v1",
        "gateway.example/v1",
        "ftp://gateway.example/v1",
        "https://me:word@gateway.example/v1",
        "https://gateway.example/v1?a=1",
        "https://gateway.example/v1?key=gc-test-1",
        "https://gateway.example/v1#a",
        "https:///v1",
        "https://a..b/v1",
        "https://gateway.example:99999/v1",
        "https://gateway.example/a/../v1",
        "https://gateway.example/v1/chat/completions",
        "http://gateway.example/v1",
        "http://10.0.0.5/v1",
        "https://s3-us.gateway.example/v1",
        "https://api.openai.com/v1",
        "https://gateway.example/v1/v1",
        "https://gateway.example",
    ];
    let keys = [
        "Bearer gc-test-1",
        " gc-test-1",
        "gc-test 1",
        "\"gc-test-1\"",
        "gc-test-ä",
        "https://gateway.example",
        "please ask our admin for one",
        "$OPENAI_API_KEY",
        "sk-ant-gc-test-1",
        "AKIAQWERTYUIOPASDFGH",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJnYyJ9.gctestgctest",
    ];
    let models = ["", " m", "\"m\"", &"m".repeat(301), "sk-proj-gc-test"];
    let mut inputs: Vec<(String, FormInput)> = Vec::new();
    inputs.extend(base_urls.map(|it| (format!("base_url `{it}`"), input(it, "gk-gc-test", "m", "Hi", "60"))));
    inputs.extend(keys.map(|it| (format!("api_key `{it}`"), input(GATEWAY, it, "m", "Hi", "60"))));
    inputs.push(("api_key, too long".to_owned(), input(GATEWAY, &"k".repeat(9_000), "m", "Hi", "60")));
    inputs.extend(models.map(|it| {
        let shown: String = it.chars().take(10).collect();
        (format!("model `{shown}`"), input(GATEWAY, "gk-gc-test", it, "Hi", "60"))
    }));
    inputs.push(("prompt".to_owned(), input(GATEWAY, "gk-gc-test", "m", " ", "60")));
    let prompt = "Is sk-proj-gc-test good?";
    inputs.push(("prompt with a key".to_owned(), input(GATEWAY, "gk-gc-test", "m", prompt, "60")));
    inputs.push(("timeout_s".to_owned(), input(GATEWAY, "gk-gc-test", "m", "Hi", "0")));
    let forbidden = FormInput { is_forbidden_gateway: true, ..input(GATEWAY, "gk-gc-test", "m", "Hi", "60") };
    inputs.push(("base_url, not in the list".to_owned(), forbidden));
    let usual = || input(GATEWAY, "gk-gc-test", "m", "Hi", "60");
    inputs.push(("closed".to_owned(), FormInput { is_closed: true, ..usual() }));
    let deleted = FormInput { is_key_deleted: true, ..input(GATEWAY, "", "m", "Hi", "60") };
    inputs.push(("api_key, deleted".to_owned(), deleted));
    let unknown_gateway = Some(format!("Prod\n{}", "x".repeat(90)));
    inputs.push(("gateway, unknown".to_owned(), FormInput { unknown_gateway, ..usual() }));
    check(
        "form",
        inputs.iter().map(|(what, input)| {
            let sentences: Vec<String> = input.problems().iter().map(ui_text::problems::problem).collect();
            format!("{what}: {}", sentences.join(" | "))
        }),
    );
}

#[test]
fn problems_of_a_configuration() {
    let gateway = |fields: &str| {
        format!(r#"{{"gateways":[{{"name":"G","base_url":"https://g.example/v1",{fields}}}]}}"#)
    };
    let texts = [
        "{".to_owned(),
        r#"{"title":7,"gateways":[{"models":"m"},3],"defaults":{"timeout_s":0,"key_minutes":0,"profile":"fast","stream":"no"}}"#.to_owned(),
        gateway(r#""docs_url":"ftp://g.example""#),
        gateway(r#""ticket_url":"https://g.example/new?text={message}","product":"other""#),
        r#"{"intro":""}"#.to_owned(),
        gateway(r#""api_key":"gc-test-1""#),
        r#"{"gateways":[{"name":"G","base_url":"/v1"},{"name":"G","base_url":"/v2"}]}"#.to_owned(),
        r#"{"gateways":[{"name":"G","base_url":"https://g.example/v1/models"}]}"#.to_owned(),
        r#"{"only_these_gateways":true}"#.to_owned(),
        r#"{"only_this_gateways":true}"#.to_owned(),
        gateway(r#""contact":"a","contact":"b""#),
        " ".to_owned(),
        "{\"title\":\"T\",}".to_owned(),
        "{“title”:1}".to_owned(),
        "{\"title\":01}".to_owned(),
        gateway(r#""expected_hosts":["other.example"]"#),
        gateway(r#""expected_hosts":["https://g.example"," g.example"]"#),
        format!(r#"{{"gateways":[{}]}}"#, vec!["7"; 22].join(",")),
        gateway(&format!(r#""models":[{}]"#, vec!["\"m\""; 2_001].join(","))),
        format!(r#"{{"title":"{}"}}"#, "t".repeat(1_000_001)),
    ];
    let problems =
        texts.iter().flat_map(|text| Config::parse(text, "https://page.example/").expect_err("a problem"));
    let lines: BTreeSet<String> = problems.map(|problem| general(&problem.sentence())).collect();
    check("config", lines);
}

#[test]
fn a_page_that_stays_closed() {
    let mut lines = vec![closed::TITLE.to_owned(), closed::DETAILS.to_owned()];
    let missing = [
        Missing::NoFile,
        Missing::Status(403),
        Missing::Status(500),
        Missing::NoReply,
        Missing::WebPage,
        Missing::NoGateway,
    ];
    let reasons = missing.map(ClosedReason::Missing).into_iter().chain([ClosedReason::Mistakes(Vec::new())]);
    for reason in reasons {
        for contact in [None, Some("#ai on chat".to_owned())] {
            let closed = Closed { reason: reason.clone(), contact };
            lines.extend(closed::lines(&closed));
        }
        lines.extend(closed::details(&reason).into_iter().map(|(_, sentence)| sentence));
    }
    check("closed", lines.into_iter().collect::<BTreeSet<_>>());
}

#[test]
fn problems_of_a_link() {
    let links = ["base_url=ftp://g.example".to_owned(), format!("prompt={}", "x".repeat(200_001))];
    check("link", links.iter().map(|link| Link::parse(link).refused.expect("a problem").sentence()));
}

#[test]
fn problems_of_a_saved_report() {
    let schema = r#""schema":"gateway-check/report/1""#;
    let texts = [
        "{".to_owned(),
        r#"{"schema":"of another program"}"#.to_owned(),
        r#"{"schema":"gateway-check/report/9"}"#.to_owned(),
        format!("{{{schema}}}"),
        format!(r#"{{{schema},"checks":[{}]}}"#, vec!["{}"; 10_000].join(",")),
        format!(r#"{{{schema},"generated_at":"{}"}}"#, "x".repeat(4_500_000)),
        " ".repeat(5_000_001),
    ];
    check(
        "report_problems",
        texts.iter().map(|text| ui_text::saved_report::problem(&report::read(text).expect_err("a problem"))),
    );
}
