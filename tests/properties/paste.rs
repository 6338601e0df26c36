//! Settings that were pasted.

use gateway_check::paste::Pasted;
use gateway_check::snippet::{SNIPPETS, Values};
use gateway_check::target::{ApiKey, BaseUrl};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::promises::paste::holds;
use super::{cases, generate};

/// Placeholders where a key is to be put.
const PLACEHOLDERS: [&str; 10] = [
    "$OPENAI_API_KEY",
    "${API_KEY}",
    "<your-key>",
    "YOUR_API_KEY",
    "your-api-key",
    "sk-...",
    "{{api_key}}",
    "%API_KEY%",
    "sk-xxxxxxxx",
    "[key]",
];

/// The forms in which settings are sent; `KEY`, `URL`, `MODEL` and `PROMPT` are placeholders for the values.
const FORMS: [&str; 9] = [
    "curl URL/chat/completions -H 'Authorization: Bearer KEY' -d '{\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"PROMPT\"}]}'",
    "curl \"URL/chat/completions\" -H \"Authorization: Bearer KEY\" --json \"{\\\"model\\\":\\\"MODEL\\\",\\\"input\\\":\\\"PROMPT\\\"}\"",
    "export OPENAI_BASE_URL=URL\nexport OPENAI_API_KEY=KEY\nexport MODEL=MODEL\nPROMPT='PROMPT'",
    "OPENAI_BASE_URL=\"URL\"\r\nOPENAI_API_KEY=\"KEY\"\r\nMODEL=\"MODEL\"\r\nPROMPT=\"PROMPT\"\r\n",
    "{\"base_url\": \"URL\", \"api_key\": \"KEY\", \"model\": \"MODEL\", \"prompt\": \"PROMPT\"}",
    "base_url: URL\napi_key: KEY\nmodel: MODEL\nprompt: PROMPT\n",
    "client = OpenAI(base_url=\"URL\", api_key=\"KEY\")\nclient.create(model=\"MODEL\", prompt=\"PROMPT\")",
    "fetch(\"URL/chat/completions\", {method: \"POST\", headers: {\"Authorization\": \"Bearer KEY\"}, body: JSON.stringify({\"model\": \"MODEL\", \"prompt\": \"PROMPT\"})})",
    "POST URL/chat/completions HTTP/1.1\nAuthorization: Bearer KEY\nContent-Type: application/json\n\n{\"model\":\"MODEL\",\"prompt\":\"PROMPT\"}",
];

fn filled(form: &str, key: &str, [url, model, prompt]: [&str; 3]) -> String {
    form.replace("URL/", &format!("{url}/"))
        .replace("BASE_URL=URL", &format!("BASE_URL={url}"))
        .replace("\"URL\"", &format!("\"{url}\""))
        .replace("base_url: URL", &format!("base_url: {url}"))
        .replace("KEY\"", &format!("{key}\""))
        .replace("KEY'", &format!("{key}'"))
        .replace("API_KEY=KEY", &format!("API_KEY={key}"))
        .replace("api_key: KEY", &format!("api_key: {key}"))
        .replace("Bearer KEY", &format!("Bearer {key}"))
        .replace("=MODEL", &format!("={model}"))
        .replace("\"MODEL", &format!("\"{model}"))
        .replace("model: MODEL", &format!("model: {model}"))
        .replace("'PROMPT", &format!("'{prompt}"))
        .replace("\"PROMPT", &format!("\"{prompt}"))
        .replace("prompt: PROMPT", &format!("prompt: {prompt}"))
}

const URL: &str = "https?://[a-z]{1,9}\\.example(:8[0-9]{3})?(/[a-z]{1,5}){0,2}/v1";
/// Nothing in it reads like a placeholder.
const MODEL: &str = "m[0-9]{1,4}(/[0-9]{1,4})?";
const PROMPT: &str = "[B-F][b-f]{1,6}( [b-f0-9]{1,6}){0,4}[.?!]";

fn values(pasted: &Pasted) -> [Option<&str>; 4] {
    [
        pasted.base_url.as_deref(),
        pasted.api_key.as_ref().map(ApiKey::expose),
        pasted.model.as_deref(),
        pasted.prompt.as_deref(),
    ]
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text_may_be_pasted(text in generate::text(24), form in select(&FORMS[..])) {
        holds(&text);
        holds(&format!("{form}{text}"));
        holds(&form.replace("KEY", &text));
    }

    #[test]
    fn a_damaged_form_may_be_pasted(text in select(&FORMS[..]).prop_flat_map(|form| generate::damaged(form.to_owned()))) {
        holds(&text);
    }

    #[test]
    fn settings_in_any_form_are_read(
        form in select(&FORMS[..]), url in URL, key in "gc-test-[a-f1-9]{8,30}", model in MODEL, prompt in PROMPT,
    ) {
        let text = filled(form, &key, [&url, &model, &prompt]);
        let pasted = holds(&text).expect("settings");
        let wanted = [Some(url.as_str()), Some(&key), Some(&model), Some(&prompt)];
        prop_assert_eq!(values(&pasted), wanted, "{}", text);
    }

    #[test]
    fn a_placeholder_is_no_key_in_any_form(
        form in select(&FORMS[..]), placeholder in select(&PLACEHOLDERS[..]), url in URL, model in MODEL, prompt in PROMPT,
    ) {
        let text = filled(form, placeholder, [&url, &model, &prompt]);
        let pasted = holds(&text);
        prop_assert!(pasted.is_none_or(|it| it.api_key.is_none()), "{}", text);
    }

    #[test]
    fn a_snippet_of_the_page_is_read_back(url in URL, model in MODEL, prompt in generate::text(10), is_streamed in any::<bool>()) {
        prop_assume!(!prompt.trim().is_empty());
        let base_url = BaseUrl::parse(&url).expect("a base URL");
        let values = Values { base_url: &base_url, model: &model, prompt: &prompt, has_key: true };
        for snippet in SNIPPETS {
            let text = snippet.text(&values, is_streamed);
            let pasted = holds(&text).unwrap_or_else(|| panic!("nothing is read of {text}"));
            prop_assert_eq!(pasted.base_url, Some(base_url.to_string()), "{}", text);
            prop_assert!(pasted.api_key.is_none(), "{}", text);
            if snippet.id == "curl" {
                prop_assert_eq!(pasted.model.as_deref(), Some(model.as_str()), "{}", text);
                // Curly quotes are straightened, spaces and line ends made one, as chats change them.
                let plain = |text: &str| {
                    let text = text.replace(['\u{201c}', '\u{201d}'], "\"").replace("\r\n", "\n");
                    text.replace(['\u{a0}', '\u{202f}'], " ")
                };
                prop_assert_eq!(pasted.prompt.as_deref().map(plain), Some(plain(&prompt)), "{}", text);
                prop_assert_eq!(pasted.is_streamed.unwrap_or_default(), is_streamed);
            }
        }
    }

    #[test]
    fn json_of_any_prompt_is_read_back(prompt in generate::text(12), key in generate::key()) {
        prop_assume!(!prompt.trim().is_empty() && !prompt.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']));
        let body = json!({"model": "m1", "messages": [{"role": "user", "content": prompt}], "stream": true});
        let text = format!("POST https://a.example/v1/chat/completions HTTP/1.1\nAuthorization: Bearer {}\n\n{body}", key.whole());
        // Chats add these.
        let prompt = prompt.replace(['\u{a0}', '\u{202f}'], " ").replace(['\u{200b}', '\u{2060}', '\u{feff}'], "");
        prop_assume!(!prompt.is_empty());
        let pasted = holds(&text).expect("a request");
        prop_assert_eq!(pasted.prompt, Some(prompt), "{}", text);
        prop_assert_eq!(pasted.is_streamed, Some(true));
    }
}
