//! A report as one HTML file for an e-mail: no script, nothing from elsewhere, no link. It opens again in the
//! page.

use super::Report;
use super::outline::{self, Cell, Writer};
use super::svg::{self, Picture};
use crate::check::Verdict;
use crate::redact::Redacted;
use crate::text::invisible::visible;

impl Report {
    /// The text of the file.
    pub fn to_html(&self) -> String {
        let mut html = Html { text: [HEAD, svg::STYLE, BODY].concat() };
        outline::write(self, true, &mut html);
        html.text + "</main>\n</body>\n</html>\n" + &self.to_comment()
    }
}

/// The policy forbids everything that this file does not need.
const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Gateway Check report</title>
<style>
:root { color-scheme: light dark; --line: #8886; --pass: #187a33; --warn: #8a5a00; --fail: #c0222b }
@media (prefers-color-scheme: dark) { :root { --pass: #5ac878; --warn: #e0a93b; --fail: #ff7b80 } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 70rem; margin: auto; padding: 1rem }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: start; vertical-align: top }
main { overflow-x: auto; overflow-wrap: break-word }
h1 { font-size: 1.5rem; line-height: 1.25 }
td { min-width: 4rem }
td, pre, p, li, summary { overflow-wrap: anywhere }
pre { white-space: pre-wrap; border: 1px solid var(--line); padding: .5rem }
summary { cursor: pointer; padding: .25rem 0 }
.pass { color: var(--pass) } .warn { color: var(--warn) } .fail { color: var(--fail) }
.verdict { font-weight: 600; white-space: nowrap }
@media print { ::details-content { content-visibility: visible } table, pre { font-size: .75rem } }
"#;

const BODY: &str = "</style>
</head>
<body>
<main>
";

struct Html {
    text: String,
}

impl Html {
    /// Parts that are the page's own, markup and all.
    fn own(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    /// A text that stays text, wherever it comes from.
    fn escaped(&mut self, text: &str) {
        escape_into(text, &mut self.text);
    }

    /// `text` between `start` and `end`.
    fn between(&mut self, start: &str, text: &str, end: &str) {
        self.text.push_str(start);
        self.escaped(text);
        self.text.push_str(end);
    }

    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => self.escaped(text),
            Cell::Code(text) => self.between("<code>", text, "</code>"),
            Cell::Graded(verdict, grade) => {
                let class = match verdict {
                    Verdict::Pass | Verdict::Warn | Verdict::Fail => verdict.id(),
                    Verdict::Unsupported | Verdict::Inconclusive | Verdict::Skipped => "open",
                };
                self.own(&["<span class=\"verdict ", class, "\"><span aria-hidden=\"true\">"]);
                self.own(&[verdict.mark(), "</span> "]);
                self.between("", verdict.label(), "</span>");
                if !grade.is_empty() {
                    self.between(" (", grade, ")");
                }
            }
        }
    }
}

/// Adds a text that stays text to a file.
fn escape_into(text: &str, file: &mut String) {
    for character in visible(text).chars() {
        match character {
            '&' => file.push_str("&amp;"),
            '<' => file.push_str("&lt;"),
            '>' => file.push_str("&gt;"),
            '"' => file.push_str("&quot;"),
            '\'' => file.push_str("&#39;"),
            other => file.push(other),
        }
    }
}

impl Writer for Html {
    fn heading(&mut self, level: u8, text: &str) {
        let level = level.to_string();
        self.own(&["<h", &level, ">"]);
        self.escaped(text);
        self.own(&["</h", &level, ">\n"]);
    }

    fn paragraph(&mut self, label: &str, text: Cell<'_>) {
        self.own(&["<p><strong>", label, ":</strong> "]);
        self.cell(text);
        self.own(&["</p>\n"]);
    }

    fn list(&mut self, items: &[Redacted]) {
        if items.is_empty() {
            return;
        }
        self.own(&["<ol>\n"]);
        for item in items {
            self.between("<li>", item, "</li>\n");
        }
        self.own(&["</ol>\n"]);
    }

    fn table(&mut self, columns: &[&str]) {
        self.own(&["<table>\n<thead>\n<tr>"]);
        for column in columns {
            self.own(&["<th scope=\"col\">", column, "</th>"]);
        }
        self.own(&["</tr>\n</thead>\n<tbody>\n"]);
    }

    fn row(&mut self, cells: &[Cell<'_>]) {
        self.own(&["<tr>"]);
        for (index, cell) in cells.iter().enumerate() {
            let (start, end) = if index == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            self.own(&[start]);
            self.cell(*cell);
            self.own(&[end]);
        }
        self.own(&["</tr>\n"]);
    }

    fn end_table(&mut self) {
        self.own(&["</tbody>\n</table>\n"]);
    }

    fn block(&mut self, text: &str) {
        if !text.is_empty() {
            // The parser drops a line feed that follows the tag.
            self.between("<pre>\n", text, "</pre>\n");
        }
    }

    fn fold(&mut self, summary: &str) {
        self.between("<details>\n<summary>", summary, "</summary>\n");
    }

    fn end_fold(&mut self) {
        self.own(&["</details>\n"]);
    }

    fn picture(&mut self, picture: Picture<'_>) {
        let escape = |text: &str| {
            let mut escaped = String::new();
            escape_into(text, &mut escaped);
            escaped
        };
        self.text.push_str(&picture.write(&escape));
    }
}

#[cfg(test)]
mod tests;
