use super::*;
use crate::profile::Profile;
use crate::text::work::check_growth;

#[expect(clippy::unnecessary_wraps, reason = "shorter to read where it is used")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn written(link: &Link) -> String {
    link.to_fragment(&Mask::default())
}

#[test]
fn a_link_presets_what_it_names() {
    let link = Link::parse(
        "#base_url=https%3A%2F%2Fa.example%2Fv1&model=m-1&prompt=Say+hello.&profile=full&gateway=A%20B",
    );
    let expected = Link {
        base_url: some("https://a.example/v1"),
        model: some("m-1"),
        prompt: some("Say hello."),
        profile: Some(Profile::Full.into()),
        gateway: some("A B"),
        ..Link::default()
    };
    assert_eq!(link, expected);
    assert_eq!(
        written(&link),
        "base_url=https%3A%2F%2Fa.example%2Fv1&model=m-1&prompt=Say%20hello.&profile=full&gateway=A%20B"
    );
}

#[test]
fn whatever_is_in_a_value_comes_back() {
    for text in ["a+b c%20d", "%", "&=#?", "\"<>'\\", "one\n\ttwo", "👩‍👩‍👧 مرحبا \u{2028}", "100%zz%4"]
    {
        let link =
            Link { model: some(&text.replace(['\n', '\t'], "")), prompt: some(text), ..Link::default() };
        assert_eq!(Link::parse(&written(&link)), link, "{text}");
    }
}

#[test]
fn it_is_read_as_the_web_reads_it() {
    let prompt = |fragment: &str| Link::parse(fragment).prompt;
    assert_eq!(prompt("prompt=a+b%2Bc"), some("a b+c"));
    assert_eq!(prompt("prompt=50%&x"), some("50%"));
    assert_eq!(prompt("prompt=%zz%1"), some("%zz%1"));
    assert_eq!(prompt("prompt=a=b"), some("a=b"));
    assert_eq!(prompt("prompt=%ff"), some("\u{fffd}"));
    assert_eq!(prompt("prom%70t=a&prompt=b"), some("a"));
    assert_eq!(prompt("Prompt=a"), None);
    assert_eq!(prompt("prompt"), None);
    assert_eq!(Link::parse("#section-2&=&&=x&utm=1&profile=all&timeout_s=9"), Link::default());
}

#[test]
fn a_key_is_refused_and_gone_from_the_address() {
    let storage = format!("AKIA{}", "GCTEST0123456789");
    for more in [
        "api_key=gc-test-1",
        "API%5FKEY=gc-test-1",
        "apikey=gc-test-1",
        "Key=gc-test-1",
        "token=gc-test-1",
        "secret=gc-test-1",
        "password=gc-test-1",
        "Authorization=Bearer%20gc-test-1",
        "x-api-key=gc-test-1",
        "openai_api_key=gc-test-1",
        "sig=gc-test-1",
        "auth=gc-test-1",
        "prompt=sk-proj-gc-test-1",
        "anything=sk-ant-gc-test-1",
        "sk-proj-gc-test-1",
        "base_url=https://gc-test-1@a.example/v1",
        "base_url=https://a.example/v1%3Fapi_key%3Dgc-test-1",
        "base_url=https://a.example/v1?api_key=gc-test-1",
        "base_url=https://a.example/v1?a=1&api_key=gc-test-1",
        "base_url=https://a.example/v1%23api_key%3Dgc-test-1",
        "base_url=https://a.example/token/gc-test-1",
        "prompt=my%20pwd%3Dgc-test-1",
        "k=gc-test-1",
        "bearer=gc-test-1",
        "pass=gc-test-1",
        "pwd=gc-test-1",
        "credentials=gc-test-1",
        "api_keys=gc-test-1",
        "token_value=gc-test-1",
        &format!("gateway={storage}"),
    ] {
        let fragment = format!("model=m&{more}");
        let link = Link::parse(&fragment);
        assert!(link.had_key, "{more}");
        assert_eq!(link.model, some("m"));
        let shown = without_refused(&fragment);
        assert!(shown.starts_with("model=m") || shown.ends_with("model=m"), "{more}: {shown}");
        assert!(!shown.contains("gc-test") && !shown.contains("GCTEST"), "{more}: {shown}");
        assert!(!Link::parse(&shown).had_key);
    }
    assert!(!Link::parse("api_key=&model=m").had_key);
}

#[test]
fn the_key_of_the_run_is_in_no_link() {
    let key = "gc-test-of-the-run";
    let with =
        |text: &str| Link { prompt: some(&format!("see {text}")), model: some("m"), ..Link::default() };
    for text in [key, "gc%2Dtest%2Dof%2Dthe%2Drun"] {
        assert_eq!(with(text).to_fragment(&Mask::of_secrets(&[key])), "model=m");
    }
    assert_ne!(written(&with(key)), "model=m");
}

#[test]
fn a_field_that_holds_a_key_is_not_written_whoever_set_it() {
    let (base_url, profile) = (some("https://a:b@c.example"), Some(Profile::Quick.into()));
    let link = Link { base_url, profile, ..Link::default() };
    assert_eq!(written(&link), "profile=quick");
}

/// Numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn fragment(&mut self) -> String {
        const PIECES: &[&str] = &[
            "#",
            "&",
            "=",
            "%",
            "+",
            "&base_url=",
            "&base_url=https://a.example/v1&",
            "&model=",
            "&prompt=",
            "profile=",
            "gateway=",
            "api_key=",
            "https://",
            "a.example",
            "/v1",
            "@",
            "?key=",
            "sk-proj-",
            "gc-test-1",
            "full",
            "%00",
            "%0a",
            "%F0%9F",
            "%9f%91%8d",
            "%2",
            "👍",
            "\u{0}",
            "\u{202e}",
            "<script>",
            "\"'`",
            "Bearer ",
            "eyJ",
            "://",
            "\\u0000",
            "%26",
            "%3D",
            "%25",
            "é",
        ];
        let mut fragment = String::new();
        for _ in 0..self.below(24) {
            if self.below(4) == 0 {
                let any = u32::try_from(self.below(0x11_0000)).unwrap();
                fragment.extend(char::from_u32(any));
            } else {
                fragment.push_str(PIECES[self.below(PIECES.len())]);
            }
        }
        fragment
    }
}

#[test]
fn no_fragment_does_harm() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut observed = [0; 3];
    for _ in 0..10_000 {
        let fragment = numbers.fragment();
        let link = Link::parse(&fragment);
        let shown = written(&link);
        assert!(shown.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~%=&".contains(&it)), "{fragment}");
        assert_eq!(Link::parse(&shown), Link { had_key: false, refused: None, ..link.clone() }, "{fragment}");
        assert_eq!(without_refused(&fragment), shown);
        observed[0] += u32::from(link.had_key);
        observed[1] += u32::from(link.prompt.is_some());
        observed[2] += u32::from(link.base_url.is_some());
    }
    assert!(observed.iter().all(|count| *count > 300), "the fragments are too tame: {observed:?}");
}

#[test]
fn a_base_url_that_the_page_refuses_is_not_taken_and_said_to_be() {
    for base_url in [
        "https://good.example\\@evil.example/v1",
        "https://good.example\\evil",
        "good.example",
        "javascript:x",
    ] {
        let encoded = utf8_percent_encode(base_url, ESCAPED).to_string();
        let link = Link::parse(&format!("base_url={encoded}&base_url=https://b.example/v1&model=m"));
        assert_eq!((link.base_url.as_deref(), link.model.as_deref()), (None, Some("m")), "{base_url}");
        assert!(link.had_key || link.refused.is_some(), "{base_url}");
        assert_eq!(written(&Link { base_url: some(base_url), ..Link::default() }), "", "{base_url}");
    }
    let refused = Link::parse("base_url=https://good.example%5C%E2%80%AEevil/v1").refused.unwrap();
    assert_eq!(
        refused.sentence(),
        "The base URL in the link was ignored. Remove the character “\\” at position 21. It is not allowed in a base URL."
    );
}

#[test]
fn a_link_that_is_too_long_is_not_read() {
    let long = format!("model=m&prompt={}", "x".repeat(MAX_BYTES));
    let expected = Link { refused: Some(LinkProblem::TooLong), ..Link::default() };
    assert_eq!(Link::parse(&long), expected);
    assert_eq!(without_refused(&long), "");
    let longest = format!("model=m{}", "&".repeat(MAX_BYTES - "model=m".len()));
    assert_eq!(Link::parse(&longest), Link { model: some("m"), ..Link::default() });
    assert_eq!(Link::parse(&format!("{longest}&")), expected);
    assert!(LinkProblem::TooLong.sentence().contains("200000"));
}

#[test]
fn twice_the_hostile_link_is_twice_the_work() {
    for piece in
        ["?a=", "&a=", "&prompt=?a=?a=", "&base_url=https://", "&a=%3Fa%3D", "+key+", "%", "&k", "/token/"]
    {
        for name in ["prompt=", "base_url=https://a.example/", "?a="] {
            let make = |times| name.to_owned() + &piece.repeat(times);
            check_growth(&format!("{name}{piece}"), 5_000, make, |text| drop(Link::parse(text)));
        }
    }
}
