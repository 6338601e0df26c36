//! The working values as code to copy.
//!
//! A snippet sends the same as the page: body and messages come from the one request builder. It reads
//! the key from the environment and never contains it. To add one: docs/architecture.md.

mod curl;
mod env_bash;
mod env_powershell;
mod exchange;
mod fetch;
mod javascript;
mod python;
mod quoting;

pub use exchange::curl_of;

use self::quoting::{plain, string};
use crate::probe;
use crate::target::{BaseUrl, UrlProblem, gateway_of};
use crate::text::invisible::visible;

/// All snippets, in display order.
pub const SNIPPETS: &[Snippet] = &[
    curl::SNIPPET,
    python::SNIPPET,
    javascript::SNIPPET,
    fetch::SNIPPET,
    env_bash::SNIPPET,
    env_powershell::SNIPPET,
];

/// One way to write the values down.
pub struct Snippet {
    /// Its stable id.
    pub id: &'static str,
    /// Name that people use for it.
    pub label: &'static str,
    write: fn(&Values<'_>, is_streamed: bool) -> String,
}

/// Values that a snippet is made of; never the key.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// The base URL that the page would call. Other programs interpret a base URL that the page rejects
    /// differently, and send the key somewhere else.
    pub base_url: &'a BaseUrl,
    /// The model to call.
    pub model: &'a str,
    /// The prompt.
    pub prompt: &'a str,
    /// True if there is a key. Without one none is sent.
    pub has_key: bool,
}

impl Snippet {
    /// Its text, which runs unchanged. Snippets that send nothing are the same with and without streaming.
    pub fn text(&self, values: &Values<'_>, is_streamed: bool) -> String {
        (self.write)(values, is_streamed)
    }
}

/// Returns the text in place of a snippet for a base URL that the page refuses.
pub fn refusal(problem: &UrlProblem) -> String {
    let sentence = visible(&problem.sentence()).into_owned();
    format!("Enter a valid base URL to see the code. {sentence}")
}

impl Values<'_> {
    fn endpoint(&self) -> String {
        self.base_url.endpoint("chat/completions")
    }

    /// The JSON body that the page sends.
    fn body(&self, is_streamed: bool) -> String {
        plain(&probe::prompt_body(self.model, self.prompt, is_streamed))
    }

    /// The model's name as a string, and the messages as a list, of JSON, Python and JavaScript.
    fn model_and_messages(&self) -> (String, String) {
        (string(self.model), plain(&probe::prompt_messages(self.prompt)))
    }

    /// The variable for the base URL, as the gateway's own guide names it, or else as the SDKs do.
    fn base_url_variable(&self) -> &'static str {
        match gateway_of(self.base_url.host()) {
            Some("Flashback") => "FB_OPENAI_BASE_URL",
            Some(_) | None => "OPENAI_BASE_URL",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static BASE_URL: LazyLock<BaseUrl> =
        LazyLock::new(|| BaseUrl::parse("https://gateway.example/v1").unwrap());

    fn values() -> Values<'static> {
        Values { base_url: &BASE_URL, model: "m-1", prompt: "Say hello.", has_key: true }
    }

    fn texts(values: &Values<'_>) -> impl Iterator<Item = (&'static str, String)> {
        let both =
            |snippet: &'static Snippet| [false, true].map(|way| (snippet.id, snippet.text(values, way)));
        SNIPPETS.iter().flat_map(both).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn each_has_an_id_and_a_label_of_its_own() {
        for (index, snippet) in SNIPPETS.iter().enumerate() {
            let is_same = |other: &Snippet| other.id == snippet.id || other.label == snippet.label;
            assert!(!SNIPPETS[..index].iter().any(is_same), "{}", snippet.id);
        }
    }

    #[test]
    fn with_a_key_each_reads_it_from_the_environment() {
        for (id, text) in texts(&values()) {
            assert!(text.contains("OPENAI_API_KEY") && !text.contains("none"), "{id}: {text}");
        }
    }

    #[test]
    fn without_a_key_none_is_read_and_sdks_get_a_word_instead() {
        for (id, text) in texts(&Values { has_key: false, ..values() }) {
            let is_sdk = ["python", "javascript", "env-bash", "env-powershell"].contains(&id);
            assert_eq!(text.contains("none"), is_sdk, "{id}: {text}");
            assert!(
                !["Bearer", "os.environ", "process.env"].iter().any(|it| text.contains(it)),
                "{id}: {text}"
            );
            assert_eq!(text.contains("OPENAI_API_KEY"), id.starts_with("env-"), "{id}: {text}");
        }
    }

    #[test]
    fn streamed_and_not_differ_only_where_something_is_sent() {
        for snippet in SNIPPETS {
            let [plain, streamed] = [false, true].map(|way| snippet.text(&values(), way));
            assert_eq!(plain == streamed, snippet.id.starts_with("env-"), "{}", snippet.id);
            assert_eq!(streamed.contains("include_usage"), plain != streamed, "{}", snippet.id);
        }
    }

    #[test]
    fn whatever_sends_something_sends_the_model_and_the_prompt() {
        for (id, text) in texts(&values()).filter(|(id, _)| !id.starts_with("env-")) {
            for part in [r#""m-1""#, r#"[{"role":"user","content":"Say hello."}]"#] {
                assert!(text.contains(part), "{id}: {text}");
            }
        }
    }

    #[test]
    fn whatever_is_typed_no_snippet_holds_what_a_terminal_or_an_editor_would_act_on() {
        let odd: String = (0..0x3000).chain([0xfeff, 0x1f44d]).filter_map(char::from_u32).collect();
        for (id, text) in texts(&Values { model: &odd, prompt: &odd, ..values() }) {
            let acted_on = text.chars().find(|it| quoting::is_acted_on(*it) && *it != '\n');
            assert_eq!(acted_on, None, "{id}");
        }
    }

    #[test]
    fn the_variable_of_the_base_url_is_the_one_of_its_gateway() {
        for (base_url, variable) in [
            ("https://openai-us-east-1-aws.flashback.tech/v1", "FB_OPENAI_BASE_URL"),
            ("https://OPENAI.Flashback.Tech:443/v1", "FB_OPENAI_BASE_URL"),
            ("https://evilflashback.tech/v1", "OPENAI_BASE_URL"),
            ("https://flashback.tech.example/v1", "OPENAI_BASE_URL"),
            ("https://gateway.example/.flashback.tech", "OPENAI_BASE_URL"),
        ] {
            let base_url = &BaseUrl::parse(base_url).unwrap();
            assert_eq!(Values { base_url, ..values() }.base_url_variable(), variable, "{base_url}");
        }
    }

    #[test]
    fn a_base_url_that_the_page_refuses_makes_a_sentence() {
        let problem = BaseUrl::parse("https://good.example\\@evil.example/v1").unwrap_err();
        let text = refusal(&problem);
        assert!(text.contains("not allowed in a base URL") && !text.contains("evil"), "{text}");
        let hidden = refusal(&BaseUrl::parse("https://a\u{202e}b").unwrap_err());
        assert!(hidden.contains("\\u{202e}") && !hidden.contains('\u{202e}'), "{hidden}");
    }
}
