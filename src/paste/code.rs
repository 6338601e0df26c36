//! A call of an SDK, in Python, JavaScript or another language: `OpenAI(base_url="…", api_key="…")`,
//! `new OpenAI({ baseURL })`, `ChatOpenAI(…)`, and its prompt.

use super::literals::values;
use super::service::Setting;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "code", read };

/// Text that occurs only in code.
const SIGNS: [&str; 16] = [
    "OpenAI(",
    "OpenAILike(",
    "completion(",
    "createOpenAI",
    "require(",
    ".create(",
    "OpenAIClient",
    "OpenAIConfig",
    "OpenAI::",
    "WithAPIKey(",
    "os.environ[",
    ".builder()",
    "Invoke-RestMethod",
    "Invoke-WebRequest",
    ".post(",
    // One with its URL in a variable; others are a form of their own.
    "fetch(",
];
/// Beginnings of lines of code.
const BEGINNINGS: [&str; 2] = ["import ", "from "];

fn read(text: &str) -> Option<Found> {
    let is_import = |line: &str| BEGINNINGS.iter().any(|beginning| line.starts_with(beginning));
    if !SIGNS.iter().any(|sign| text.contains(sign)) && !text.lines().any(is_import) {
        return None;
    }
    // PowerShell continues a line so; elsewhere the mark begins and ends a text.
    let mut found = if text.contains("Invoke-") { values(&text.replace("`\n", "\n")) } else { values(text) };
    // The last message of the user; `content` without a role may be anybody's.
    let is_user = |it: &Setting| it.name == "role" && it.value == "user";
    if let Some(at) = found.iter().rposition(is_user)
        && let Some(content) = found[at..].iter_mut().find(|it| it.name == "content")
    {
        "prompt".clone_into(&mut content.name);
    }
    // `llm.invoke("…")` is also a prompt.
    for it in &mut found {
        // `requests.post("https://…")`
        if ["post", "get", "Post", "Get"].contains(&it.name.as_str()) && it.value.starts_with("http") {
            "url".clone_into(&mut it.name);
        }
        if ["invoke", "complete", "predict"].contains(&it.name.as_str()) {
            "prompt".clone_into(&mut it.name);
        }
    }
    Some(Found::Settings(found))
}
