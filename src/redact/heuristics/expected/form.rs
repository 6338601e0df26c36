//! Recognises words only by their form.

/// Returns true if the word contains letters and digits.
pub(super) fn is_mixed(word: &str) -> bool {
    let has = |is_in: fn(&u8) -> bool| word.as_bytes().iter().any(is_in);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// Families of models, whose names say what to fix.
const MODELS: [&str; 44] = [
    "gpt",
    "chatgpt",
    "claude",
    "llama",
    "codellama",
    "gemini",
    "gemma",
    "mistral",
    "mixtral",
    "ministral",
    "codestral",
    "pixtral",
    "magistral",
    "devstral",
    "qwen",
    "qwq",
    "deepseek",
    "command",
    "cohere",
    "grok",
    "kimi",
    "moonshot",
    "glm",
    "chatglm",
    "ernie",
    "doubao",
    "hunyuan",
    "minimax",
    "jamba",
    "sonar",
    "pplx",
    "granite",
    "nemotron",
    "falcon",
    "dbrx",
    "whisper",
    "text",
    "davinci",
    "phi",
    "bge",
    "exaone",
    "hermes",
    "smollm",
    "internlm",
];

/// Names of algorithms, encodings and protocols.
const STANDARDS: [&str; 22] = [
    "sha", "hmac", "rsa", "aes", "ed", "ecdsa", "hs", "rs", "es", "ps", "md", "base", "utf", "iso", "oauth",
    "http", "https", "tls", "ssl", "ipv", "x", "int",
];

/// Returns true if a word of letters and digits is not a key: an address, a path, a date, a model, a unit,
/// an algorithm, or a key of which the server only shows the ends.
pub(super) fn is_known(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    is_masked(&word) || is_address(&word) || is_date(&word) || is_model(&word) || is_standard(&word)
}

fn is_masked(word: &str) -> bool {
    word.contains("...") || word.contains("**")
}

/// Endings of host names, beside the endings of two and three letters.
const TOPS: [&str; 9] =
    ["local", "internal", "cloud", "example", "test", "corp", "info", "invalid", "localdomain"];

/// A URL, a path, or a host with its port.
fn is_address(word: &str) -> bool {
    let host = word.split(['/', '?']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let top = name.rsplit_once('.').map_or("", |(_, top)| top);
    let is_host =
        name == "localhost" || (is_letters(top) && (matches!(top.len(), 2 | 3) || TOPS.contains(&top)));
    let is_version = |part: &str| {
        part.strip_prefix('v')
            .is_some_and(|rest| rest.len() < 8 && rest.starts_with(|it: char| it.is_ascii_digit()))
    };
    word.contains("://")
        || word.starts_with('/')
        || (is_host && port.bytes().all(|byte| byte.is_ascii_digit()))
        || (word.contains('/') && is_version(host))
        || (is_version(word) && word[1..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// A date, or a version that is one: `2025-04-01-preview`.
fn is_date(word: &str) -> bool {
    let form = word.bytes().take(10).map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    form.eq(*b"0000-00-00")
}

fn is_model(word: &str) -> bool {
    let is_of = |part: &str, family: &&str| {
        let rest = part.strip_prefix(family);
        rest.is_some_and(|rest| !rest.starts_with(|it: char| it.is_ascii_alphabetic()))
    };
    word.split(['/', '@', '.']).any(|part| MODELS.iter().any(|family| is_of(part, family)))
}

/// A few letters and a number (`sha256`, `http/1.1`), or a number and a unit (`1024tokens`).
fn is_standard(word: &str) -> bool {
    let letters =
        word.trim_end_matches(|it: char| it.is_ascii_digit() || matches!(it, '-' | '/' | '.' | '_'));
    let unit = word.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let is_unit =
        ["token", "request", "second", "minute", "hour", "day", "byte", "char", "ms", "kb", "mb", "gb"]
            .iter()
            .any(|it| unit.strip_suffix('s').unwrap_or(unit) == it.strip_suffix('s').unwrap_or(it));
    is_unit || STANDARDS.contains(&letters)
}
