//! A curl command, in the quoting of bash, cmd or PowerShell, as written by hand or copied by a browser.

use std::borrow::Cow;

use super::request::Request;
use super::variables::assignments;
use super::{Found, MAX_BYTES, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "curl command", read };

/// Long options with a value that is of no interest here. Source: curl(1).
const WITH_VALUE: &[&str] = &[
    "--output",
    "--max-time",
    "--user-agent",
    "--referer",
    "--cookie",
    "--proxy",
    "--proxy-user",
    "--form",
    "--connect-timeout",
    "--write-out",
    "--upload-file",
    "--retry",
    "--cacert",
    "--cert",
    "--resolve",
    "--request",
    "--user",
    "--cookie-jar",
    "--dump-header",
    "--config",
    "--key",
    "--pass",
];
/// Short options with a value. Source: curl(1).
const SHORT_WITH_VALUE: [&str; 26] = [
    "-A", "-b", "-c", "-C", "-d", "-D", "-e", "-E", "-F", "-H", "-K", "-m", "-o", "-P", "-Q", "-r", "-t",
    "-T", "-u", "-U", "-w", "-x", "-X", "-y", "-Y", "-z",
];
const DATA: &[&str] =
    &["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json", "--data-urlencode"];
const HEADER: &[&str] = &["-H", "--header"];

fn read(text: &str) -> Option<Found> {
    let at = command(text)?;
    let known = assignments(&text[..at]);
    // In Markdown, the text goes on after the code.
    let (command, document) = without_document(text[at..].split("\n```").next().unwrap_or_default());
    // An apostrophe in a sentence after the command ends the words, not the reading.
    let words: Vec<String> = shlex::Shlex::new(&as_bash(&joined(&command))).collect();
    let mut room = MAX_BYTES.saturating_sub(text.len());
    let mut words = words.iter().skip(1).map(|word| substituted(word, &known, &mut room));
    let mut request = Request::default();
    while let Some(word) = words.next() {
        let word = hyphenated(word);
        let (option, attached) = option_of(&word);
        let mut value = || attached.map(str::to_owned).or_else(|| words.next()).unwrap_or_default();
        match option {
            _ if HEADER.contains(&option) => request.header_line(&value()),
            _ if DATA.contains(&option) => match (value(), document) {
                (input, Some(document)) if input == "@-" => request.body.push_str(document),
                (data, _) => request.body.push_str(&data),
            },
            "--url" => request.url = value(),
            "--oauth2-bearer" => request.header_line(&format!("Authorization: Bearer {}", value())),
            _ if WITH_VALUE.contains(&option) || SHORT_WITH_VALUE.contains(&option) => drop(value()),
            _ if option.starts_with('-') => {}
            // A second command begins.
            "|" | "&&" | ";" | "||" => break,
            "curl" | "curl.exe" | "!curl" if !request.url.is_empty() => break,
            url if request.url.is_empty() && is_address(url) => url.clone_into(&mut request.url),
            _ => {}
        }
    }
    (!request.url.is_empty()).then_some(Found::Request(request))
}

/// Returns true if the word may be the URL: an address with a path, or a placeholder for one. Any other is
/// a word of a sentence, or the value of an option that is not listed here, which may be secret.
fn is_address(word: &str) -> bool {
    let head = word.split('/').next().unwrap_or_default();
    let is_host = head.trim_start_matches('.').contains(['.', ':']) || head == "localhost";
    !word.contains(char::is_whitespace)
        && !head.contains('=')
        && (head.starts_with(['$', '%', '<', '{']) || is_host && word.contains('/'))
}

/// The command with its continued lines as one. A space behind the `\` is easily copied along.
fn joined(command: &str) -> String {
    let mut joined = String::with_capacity(command.len());
    for line in command.split_inclusive('\n') {
        match line.trim_end().strip_suffix('\\') {
            Some(begun) if begun.is_empty() || begun.ends_with([' ', '\t']) => {
                joined.push_str(begun);
                joined.push(' ');
            }
            _ => joined.push_str(line),
        }
    }
    joined
}

/// The word with the hyphens of an option, for which word processors put a dash.
fn hyphenated(word: String) -> String {
    match word.strip_prefix(['\u{2013}', '\u{2014}']) {
        Some(name) if name.chars().nth(1).is_some() => format!("--{name}"),
        Some(name) => format!("-{name}"),
        None => word,
    }
}

/// The command without its here-document (`<<'END'`), and that document.
fn without_document(text: &str) -> (Cow<'_, str>, Option<&str>) {
    let parts = || {
        let (command, behind) = text.split_once("<<")?;
        let (mark, document) = behind.split_once('\n')?;
        let mark = mark.trim().trim_matches(['\'', '"']);
        let mut from = 0;
        let lines = document.split_inclusive('\n').map(|line| {
            let at = from;
            from += line.len();
            (at, line)
        });
        let (at, line) = lines.into_iter().find(|(_, line)| line.trim_end() == mark)?;
        Some((command, &document[..at], &document[at + line.len()..]))
    };
    match parts() {
        Some((command, document, behind)) => (Cow::Owned(format!("{command}\n{behind}")), Some(document)),
        None => (Cow::Borrowed(text), None),
    }
}

/// Where the command begins: a word `curl` or `curl.exe`, perhaps after a prompt, before an option or a URL.
/// A sentence may also speak of curl.
fn command(text: &str) -> Option<usize> {
    const BEGINNINGS: [char; 12] =
        ['-', '\u{2013}', '\u{2014}', '"', '\'', '$', '<', '{', '%', '^', '`', '\\'];

    text.match_indices("curl").map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let behind = &text[at + "curl".len()..];
        let behind = behind.strip_prefix(".exe").unwrap_or(behind);
        let is_word = before.is_none_or(|it| it.is_whitespace() || "$>&;|(`!".contains(it))
            && behind.starts_with([' ', '\n', '\\', '^', '\t']);
        // Only behind such a word, so that no text is read again and again.
        let next = || behind.split_whitespace().next().unwrap_or_default();
        is_word && (next().starts_with(BEGINNINGS) || next().contains('/'))
    })
}

/// The option, and a value that is attached to it: `-HAccept: x`, `--header=x`. Of several short options
/// in one word, only the last one has a value: `-sSH`.
fn option_of(word: &str) -> (&str, Option<&str>) {
    if word.starts_with("--") {
        return word.split_once('=').map_or((word, None), |(option, value)| (option, Some(value)));
    }
    let Some(letters) = word.strip_prefix('-') else { return (word, None) };
    for (at, letter) in letters.char_indices() {
        if let Some(option) = SHORT_WITH_VALUE.iter().find(|option| option.ends_with(letter)) {
            let value = &letters[at + 1..];
            return (*option, (!value.is_empty()).then_some(value));
        }
    }
    (word, None)
}

/// The command in bash's quoting.
fn as_bash(command: &str) -> String {
    if command.contains("^\n") || command.contains("^\"") {
        return of_cmd(command);
    }
    if command.contains("`\n") || command.contains("`\"") {
        return command.replace("`\n", " ").replace("`\"", "\\\"").replace("''", r"'\''");
    }
    without_ansi_quotes(command)
}

/// In cmd, `^` escapes the next character or line end.
fn of_cmd(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut chars = command.chars();
    while let Some(found) = chars.next() {
        match found {
            '^' => match chars.next() {
                Some('\n') | None => plain.push(' '),
                Some(escaped) => plain.push(escaped),
            },
            _ => plain.push(found),
        }
    }
    plain
}

/// `$'…'`, in which browsers write escapes, as `'…'`.
fn without_ansi_quotes(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut rest = command;
    while let Some((before, quoted)) = rest.split_once("$'") {
        plain.push_str(before);
        let (text, behind) = ansi(quoted);
        plain.push_str(&shlex::try_quote(&text).unwrap_or_default());
        rest = behind;
    }
    plain + rest
}

/// The text of an ANSI-C quote, and the rest after its end.
fn ansi(quoted: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, found)) = chars.next() {
        match found {
            '\'' => return (text, &quoted[at + 1..]),
            '\\' => match chars.next().map(|(_, escaped)| escaped) {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).map(|(_, digit)| digit).collect();
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                Some(escaped) => text.push(escaped),
                None => {}
            },
            _ => text.push(found),
        }
    }
    (text, "")
}

/// Largest number of variables that are read.
const MAX_VARIABLES: usize = 50;

/// The word with the variables that the text sets before the command. `room` is how many bytes their values
/// may add to the whole text: a value that is used often must not create an endless one.
fn substituted(word: &str, known: &[(String, String)], room: &mut usize) -> String {
    let mut text = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find(['$', '%']) {
        let (before, found) = rest.split_at(at);
        text.push_str(before);
        let set = reference(found).and_then(|(name, behind)| {
            let (_, value) = known.iter().take(MAX_VARIABLES).find(|(known, _)| known == name)?;
            *room = room.checked_sub(value.len())?;
            Some((value.as_str(), behind))
        });
        let (value, behind) = set.unwrap_or_else(|| found.split_at(1));
        text.push_str(value);
        rest = behind;
    }
    text + rest
}

/// The name of the variable with which the text begins, `$NAME`, `${NAME}`, `$env:NAME` or `%NAME%`, and the
/// text behind it.
fn reference(text: &str) -> Option<(&str, &str)> {
    const FORMS: [(&str, &str); 4] = [("%", "%"), ("${", "}"), ("$env:", ""), ("$", "")];

    let (opening, closing) = FORMS.into_iter().find(|(opening, _)| text.starts_with(*opening))?;
    let text = &text[opening.len()..];
    let end = text.find(|it: char| !it.is_ascii_alphanumeric() && it != '_').unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    Some((name, behind.strip_prefix(closing)?))
}
