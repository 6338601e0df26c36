use super::*;
use crate::check::{Grade, Verdict};
use crate::report::testing::{filled, nasty_texts, report};
use crate::text::invisible::is_invisible_in_a_block;

/// The lines outside of fences, and outside of code spans there.
fn bare_lines(markdown: &str) -> Vec<String> {
    let mut fence = None;
    let mut lines = Vec::new();
    for line in markdown.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            Some(_) => {}
            None if ticks >= 3 => fence = Some(ticks),
            None => lines.push(without_code(line)),
        }
    }
    assert_eq!(fence, None, "a fence is left open");
    lines
}

fn without_code(line: &str) -> String {
    let mut bare = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        bare.push_str(&rest[..start]);
        let code = rest[start..].trim_start_matches('`');
        let ticks = rest[start..].len() - code.len();
        let mut runs = code.match_indices(|it| it != '`').map(|(at, it)| at + it.len());
        // The code ends at the first run of exactly as many backticks.
        let end = std::iter::once(0).chain(&mut runs).find(|at| {
            let after = &code[*at..];
            after.len() - after.trim_start_matches('`').len() == ticks
        });
        rest = &code[end.unwrap_or_else(|| panic!("a code span is left open: {line}")) + ticks..];
    }
    bare + rest
}

/// Returns the part of a line that decides which block it is: everything but the words.
fn skeleton(line: &str) -> String {
    let is_start = |mark: &&&str| line.starts_with(**mark);
    let start = ["# ", "## ", "### ", "1. ", "2. ", "**", "| ", "<"].iter().find(is_start);
    let bars = line.matches('|').count();
    let tags = line.matches('<').count();
    format!("{} {bars} {tags}", start.unwrap_or(&if line.is_empty() { "" } else { "other" }))
}

#[test]
fn no_text_changes_which_lines_there_are() {
    let harmless: Vec<String> =
        bare_lines(&filled("x").to_markdown()).iter().map(|it| skeleton(it)).collect();
    for text in nasty_texts().into_iter().filter(|text| !text.trim().is_empty()) {
        let lines = bare_lines(&filled(&text).to_markdown());
        let observed: Vec<String> = lines.iter().map(|it| skeleton(it)).collect();
        assert_eq!(observed, harmless, "{}", first_chars(&text, 100));
    }
}

#[test]
fn no_text_is_more_than_text() {
    let tags = ["<details>", "</details>", "<summary>", "</summary>"];
    for text in nasty_texts() {
        let markdown = filled(&text).to_markdown();
        let mut bare = bare_lines(&markdown).join("\n");
        for tag in tags {
            bare = bare.replace(tag, "");
        }
        let bare = without_escapes(&bare);
        for wrong in ["<", "[", "]", "`", "~", "://", "@", "!", "$", "\\", "&", "www.", "WWW."] {
            assert!(!bare.replace("| ! ", "").contains(wrong), "{wrong}: {}", first_chars(&text, 100));
        }
        assert!(!markdown.contains(is_unseen_here), "{}", first_chars(&text, 100));
    }
}

/// The text with a letter for each escaped character.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split("&#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |bare, part| {
        let (number, rest) = part.split_once(';').unwrap();
        assert!(number.parse::<u8>().is_ok(), "{number}");
        bare + "e" + rest
    })
}

fn is_unseen_here(character: char) -> bool {
    is_invisible_in_a_block(character) && character != JOINER
}

/// Expects `text` to be written like this.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut written = String::new();
    write_text(text, &mut written);
    assert_eq!(written.replace(JOINER, "…"), expected, "{text}");
}

#[test]
fn prose_stays_as_readable_as_it_can() {
    check(
        "Wanted: status 200, 3.5 s; seen “401” (no key).",
        "Wanted: status 200, 3.5 s; seen “401” (no key).",
    );
    check("prompt_tokens is missing", "prompt_tokens is missing");
    check("_a_ a_ _", "&#95;a&#95; a&#95; &#95;");
    check("12. x 12. y", "12&#46; x 12. y");
    check("- x - y", "&#45; x - y");
    check("@ab a@b.example 5 @ 6", "&#64;…ab a&#64;…b.example 5 &#64; 6");
    check("http://a.example", "http:…//a.example");
    check("see Www.a.example", "see Www&#46;a.example");
    check("a\r\n\tb", "a b");
    check("\u{202e}x", "&#92;u{202e}x");
    check("GH-1, ABC-12 (X_Y-3) gh-4", "GH-…1, ABC-…12 (X_Y-…3) gh-…4");
    check("a-1 2-3 é-4 A--5 well-known 3A-6", "a-1 2-3 é-4 A--5 well-known 3A-6");
    check("3AB-6 éAB-7", "3AB-6 éAB-7");
}

#[test]
fn steps_are_a_numbered_list() {
    let mut markdown = Markdown { text: String::new(), room: 0 };
    markdown.list(&[]);
    markdown.list(&[Redacted::own("Check the key."), Redacted::own("Ask [us].")]);
    assert_eq!(markdown.text, "1. Check the key.\n2. Ask &#91;us&#93;.\n\n");
}

#[test]
fn code_is_written_letter_by_letter() {
    let written = |text| {
        let mut written = String::new();
        write_code(text, &mut written);
        written
    };
    assert_eq!(written("https://a.example/v1?x=<b>"), "`https://a.example/v1?x=<b>`");
    assert_eq!(written("a `b` ``"), "``` a `b` `` ```");
    assert_eq!(written("a|b"), "a&#124;b");
    assert_eq!(written(""), "");
}

#[test]
fn a_ticket_says_what_the_report_says() {
    let report = report("Hello.");
    let markdown = report.to_markdown();
    for quote in [
        "# Gateway Check: ",
        "| Base URL | `https://gateway.example/v1` |",
        "| Key | entered |",
        "| Duration | 0.1 s |",
        "| Authentication | ",
        "<summary>Key: ",
        "<summary>Not run: ",
        "| Total time | 20 ms |",
        "| 3 | Wrong key | POST | `https://gateway.example/v1/chat/completions` | 401 | 5 ms |  | 20 ms |",
        "reply blocked by the browser",
        "<summary>3&#46; Wrong key: 401</summary>\n\n```text\n{\"error\"",
    ] {
        assert!(markdown.contains(quote), "{quote}\n{markdown}");
    }
    for it in &report.checks {
        assert!(markdown.contains(&format!("`{}`", it.id)), "{}", it.id);
    }
}

#[test]
fn a_grade_is_said_only_if_it_says_more_than_the_verdict() {
    let mut report = report("Hello.");
    report.points[1].verdict = Verdict::Inconclusive;
    for (grade, quote) in
        [(Grade::CannotTell, "? Cannot tell |"), (Grade::Consistent, "? Cannot tell (consistent) |")]
    {
        report.points[1].grade = Some(grade);
        assert!(report.to_markdown().contains(&format!("| Routing | {quote}")), "{grade:?}");
    }
}

#[test]
fn what_fails_comes_before_what_passes() {
    let markdown = report("Hello.").to_markdown();
    let position = |text: &str| markdown.find(text).unwrap();
    assert!(position("Cannot tell") < position(" passed</summary>"));
    assert!(position(" passed</summary>") < position("Not run: "));
}

#[test]
fn a_body_is_bounded_and_so_are_all_together() {
    let mut report = report("Hello.");
    report.exchanges[2].response_body = Redacted::untouched(&"x".repeat(100_000));
    let markdown = report.to_markdown();
    assert!(markdown.contains(&"x".repeat(BLOCK_CHARS)) && !markdown.contains(&"x".repeat(BLOCK_CHARS + 1)));
    assert!(markdown.contains("cut; report.json has more"));
    report.exchanges = vec![report.exchanges[2].clone(); 50];
    assert!(report.to_markdown().matches('x').count() < ALL_BLOCKS_CHARS + 1_000);
}

#[test]
fn a_title_in_the_headline_is_not_repeated() {
    let mut report = filled("x");
    report.run.is_stopped = false;
    report.diagnoses[0].title = Redacted::own("The key is rejected.");
    let other = crate::report::Diagnosis {
        title: Redacted::own("The budget is used up."),
        ..report.diagnoses[0].clone()
    };
    report.diagnoses.push(other);
    let markdown = report.to_markdown();
    assert_eq!(markdown.matches("The key is rejected.").count(), 1, "{markdown}");
    assert!(markdown.contains("### The budget is used up."), "{markdown}");
}
