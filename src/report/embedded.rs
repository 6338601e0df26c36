//! The files of a report: their name, and its JSON inside those of other formats, so that each opens again.
//!
//! The JSON is a comment at the end of the file, which browsers and ticket systems do not show. No text
//! can end it: `<` and `>` are written as JSON escapes.

use super::{Report, SCHEMA};

const END: &str = "-->";

fn start() -> String {
    format!("<!-- {SCHEMA}")
}

impl Report {
    /// Name of its file, such as `gateway-check-2026-01-02T030405Z.md`: without the colons of its time, which
    /// file systems reject.
    pub fn file_name(&self, extension: &str) -> String {
        format!("gateway-check-{}.{extension}", self.run.started_at.replace(':', ""))
    }

    /// The report as a comment of HTML or Markdown.
    pub(super) fn to_comment(&self) -> String {
        let json = self.to_json().replace('<', r"\u003c").replace('>', r"\u003e");
        format!("{}\n{json}\n{END}\n", start())
    }
}

/// The JSON in the text of a file: the text itself, or its last comment that is a report.
pub(super) fn json_of(text: &str) -> &str {
    if text.trim_start().starts_with('{') {
        return text;
    }
    let Some((_, inside)) = text.rsplit_once(&start()) else { return text };
    inside.split_once(END).map_or(inside, |(json, _)| json)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::super::testing::report;

    /// Text that tries to end the comment, to begin another, or to be one.
    const HOSTILE: &str =
        "--> --!> <!-- gateway-check/report/1\n{\"schema\":\"else\"}\n--> </template> &lt; \u{2028}";

    #[test]
    fn each_file_of_a_report_opens_again() {
        let written = report(HOSTILE);
        for file in [written.to_json(), written.to_html(), written.to_markdown_file()] {
            assert_eq!(read(&file), Ok(written.clone()), "{}", &file[..40]);
        }
    }

    #[test]
    fn a_file_is_named_for_its_time() {
        assert_eq!(report("x").file_name("md"), "gateway-check-2026-01-02T030405Z.md");
    }

    #[test]
    fn nothing_in_a_report_ends_its_comment() {
        let file = report(HOSTILE).to_html();
        let (_, comment) = file.split_once("<!-- ").expect("a comment");
        assert_eq!(comment.split_once("-->").expect("its end").1.trim(), "");
        assert_eq!(comment.matches('<').count(), 0);
    }

    #[test]
    fn a_line_end_of_another_system_is_no_obstacle() {
        let written = report("x");
        assert_eq!(read(&written.to_html().replace('\n', "\r\n")), Ok(written));
    }
}
