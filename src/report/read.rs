//! `report.json`: written, and a saved report read back, from any of its files. That may come from anyone: no
//! part of it is trusted to be complete, and its texts are redacted as they are read.

use super::limits::{self, NEEDED};
use super::{Report, SCHEMA, embedded};
use crate::redact::mask_lookalikes;
use crate::text::truncate::with_ellipsis;

/// Reason why a file cannot be opened as a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportProblem {
    /// It is larger than [`MAX_BYTES`](super::limits::MAX_BYTES).
    TooLarge,
    /// A list in it is longer than any run makes it.
    LongList {
        /// Its name, one of [`MAX_ITEMS`](super::limits::MAX_ITEMS).
        name: String,
        /// Largest number of items allowed.
        most: usize,
    },
    /// A text in it is longer than any run makes it.
    LongText {
        /// The name of the member that holds it.
        name: String,
        /// Largest number of bytes allowed.
        most: usize,
    },
    /// It is not JSON and has none inside, or is cut off.
    NotJson,
    /// It is JSON, but does not claim to be a report of this page.
    Foreign,
    /// It is a report of a newer page.
    Newer {
        /// The schema that it names.
        schema: String,
    },
    /// It claims to be a report, but lacks a required part, or has a value of the wrong type.
    Broken {
        /// The JSON path of the first such part, such as `checks[3].verdict`.
        path: String,
    },
}

impl Report {
    /// The text of `report.json`, indented. Schema: docs/report.schema.json.
    pub fn to_json(&self) -> String {
        // Its maps have strings as keys, and every part of it can be serialised.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Reads the text of a file: JSON, HTML or Markdown.
///
/// # Errors
/// The first [`ReportProblem`].
pub fn read(text: &str) -> Result<Report, ReportProblem> {
    let text = embedded::json_of(text);
    let head = limits::head(text)?;
    if head.schema != SCHEMA {
        let is_ours = head.schema.starts_with("gateway-check/report/");
        return Err(if is_ours {
            ReportProblem::Newer { schema: shown(&head.schema) }
        } else {
            ReportProblem::Foreign
        });
    }
    if let Some((name, _)) = NEEDED.iter().zip(head.has).find(|(_, has)| !has) {
        return Err(ReportProblem::Broken { path: (*name).to_owned() });
    }
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| ReportProblem::Broken { path: shown(&error.path().to_string()) })
}

/// A word of the file as it may be shown.
fn shown(word: &str) -> String {
    with_ellipsis(&mask_lookalikes(word), 100).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::limits::MAX_ITEMS;
    use super::super::testing::report;
    use super::*;
    use crate::text::work;

    #[test]
    fn a_report_comes_back_as_it_was_written() {
        let written = report("a \"b\" \\ \n </script> 👍 \u{2028}");
        assert_eq!(read(&written.to_json()), Ok(written));
    }

    #[test]
    fn what_is_no_report_is_told_apart() {
        let foreign = [r#"{"schema":"else"}"#, "{}", "[]", "3", "null"];
        for text in foreign {
            assert_eq!(read(text), Err(ReportProblem::Foreign), "{text}");
        }
        for text in ["", "{", "<html>"] {
            assert_eq!(read(text), Err(ReportProblem::NotJson), "{text}");
        }
        let newer = "gateway-check/report/2".to_owned();
        assert_eq!(read(&format!(r#"{{"schema":"{newer}"}}"#)), Err(ReportProblem::Newer { schema: newer }));
    }

    /// A report with these parts, and with the others that it must have.
    fn with(parts: &str) -> String {
        let others = [
            ("generated_at", r#""x""#),
            ("target", "{}"),
            ("run", "{}"),
            ("points", "[]"),
            ("checks", "[]"),
            ("exchanges", "[{}]"),
        ];
        let others = others.iter().map(|(name, value)| (format!(r#""{name}":"#), value));
        let others = others.filter(|(name, _)| !parts.starts_with(name));
        let others: Vec<String> = others.map(|(name, value)| name + value).collect();
        format!(r#"{{"schema":"{SCHEMA}",{},{parts}}}"#, others.join(","))
    }

    #[test]
    fn what_is_missing_in_a_report_is_no_damage_to_the_rest() {
        let report = read(&with(
            r#""checks":[{"id":"of-tomorrow","verdict":"pass","more":1}],"diagnoses":[{"kind":"new","title":"T.","confidence":"likely","owner":"you"}]"#,
        ))
        .unwrap();
        assert_eq!((report.checks[0].id.as_str(), report.run.requests), ("of-tomorrow", 0));
        assert_eq!((report.diagnoses[0].kind.as_str(), report.exchanges[0].status), ("new", None));
    }

    #[test]
    fn what_is_damaged_is_named() {
        for (parts, path) in [
            (r#""points":7"#, "points"),
            (r#""points":[7]"#, "points[0]"),
            (r#""run":{"requests":-1}"#, "run.requests"),
            (r#""checks":[{"id":"a","verdict":"splendid"}]"#, "checks[0].verdict"),
            (r#""checks":[{"id":"a","verdict":"pass","exchanges":[1,"a"]}]"#, "checks[0].exchanges[1]"),
            (r#""exchanges":[{"status":99999}]"#, "exchanges[0].status"),
            (r#""exchanges":[{"response_headers":{"a":"b"}}]"#, "exchanges[0].response_headers"),
        ] {
            assert_eq!(read(&with(parts)), Err(ReportProblem::Broken { path: path.to_owned() }), "{parts}");
        }
        let bare = format!(r#"{{"schema":"{SCHEMA}","generated_at":"x","target":{{}}}}"#);
        assert_eq!(read(&bare), Err(ReportProblem::Broken { path: "run".to_owned() }));
    }

    #[test]
    fn a_key_in_a_file_is_not_read() {
        let key = "sk-proj-gcTest0123456789gcTest";
        let text = report("Hello.").to_json().replace("Hello.", key);
        assert!(text.contains(key) && !read(&text).unwrap().to_json().contains(&key[8..]));
    }

    #[test]
    fn a_cut_report_is_not_taken_for_a_whole_one() {
        let text = report("x").to_json();
        for cut in (0..text.len() - 1).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            assert_eq!(read(&text[..cut]), Err(ReportProblem::NotJson), "{cut}");
        }
    }

    /// Expects these parts to be refused for this reason.
    #[track_caller]
    fn check_limit(parts: &str, expected: &ReportProblem) {
        assert_eq!(read(&with(parts)).as_ref(), Err(expected), "{}", &parts[..parts.len().min(80)]);
    }

    #[test]
    fn a_list_that_no_run_makes_is_refused_at_its_first_item_too_many() {
        for (name, most) in MAX_ITEMS {
            let long = |item: &str| format!(r#""{name}":[{}]"#, vec![item; most + 1].join(","));
            let problem = ReportProblem::LongList { name: name.to_owned(), most };
            check_limit(&long("0"), &problem);
            check_limit(&format!(r#""diagnoses":[{{{}}}]"#, long("{}")), &problem);
        }
        let zeros = |count: usize| format!(r#""checks":[{}0]"#, "0,".repeat(count));
        let problem = ReportProblem::LongList { name: "checks".to_owned(), most: 200 };
        check_limit(&zeros(2_000_000), &problem);
        let looked_at = |count| work::of(|| drop(read(&with(&zeros(count)))));
        assert_eq!(looked_at(4_000), looked_at(400_000), "no item behind the limit is looked at");
    }

    #[test]
    fn a_text_that_no_run_makes_is_refused() {
        let text = |name: &str, bytes: usize| format!(r#""{name}":"{}""#, "x".repeat(bytes));
        let long = |name: &str, most| ReportProblem::LongText { name: name.to_owned(), most };
        check_limit(&text("page_version", 300_001), &long("page_version", 300_000));
        let check = |text: &str| format!(r#""checks":[{{"id":"a","verdict":"pass",{text}}}]"#);
        check_limit(&check(&text("title", 4_500_000)), &long("title", 300_000));
        let exchange = |text: &str| format!(r#""exchanges":[{{{text}}}]"#);
        check_limit(&exchange(&text("response_body", 4_000_001)), &long("response_body", 4_000_000));
        assert!(read(&with(&exchange(&text("response_body", 4_000_000)))).is_ok());
        assert!(read(&with(&check(&text("title", 300_000)))).is_ok());
        assert_eq!(read(&" ".repeat(5_000_001)), Err(ReportProblem::TooLarge));
    }

    #[test]
    fn what_has_no_place_in_a_report_is_passed_over_however_deep_or_long() {
        let deep = |times| format!(r#""more":{}{}"#, "[".repeat(times), "]".repeat(times));
        assert!(read(&with(&deep(1_000_000))).is_ok());
        assert!(read(&with(&format!(r#""more":[{}0]"#, "0,".repeat(1_000_000)))).is_ok());
        let path = |times: usize| format!(r#""checks":{}{}"#, "[".repeat(times), "]".repeat(times));
        check_limit(&path(100_000), &ReportProblem::Broken { path: "checks[0][0]".to_owned() });
        assert_eq!(read(&"[".repeat(1_000_000)), Err(ReportProblem::NotJson));
        assert_eq!(read(&"{\"a\":".repeat(1_000_000)), Err(ReportProblem::NotJson));
    }

    #[test]
    fn twice_the_hostile_report_is_twice_the_work() {
        /// Its name, how often something occurs in it, and the parts of a report.
        type Shape<'a> = (&'static str, usize, &'a dyn Fn(usize) -> String);
        let grouped = |n| format!(r#"{{"id":"a","verdict":"pass","group":"{n}"}}"#);
        let checks = |times| (0..times).map(grouped).collect::<Vec<_>>().join(",");
        let more = |times| format!("{}{}", "[".repeat(times), "]".repeat(times));
        let shapes: [Shape<'_>; 5] = [
            ("checks of unique groups", 90, &|times| format!(r#""checks":[{}]"#, checks(times))),
            ("names in addresses", 40_000, &|times| format!(r#""page_version":"{}""#, "?a=".repeat(times))),
            ("bodies", 90_000, &|times| {
                format!(r#""exchanges":[{{"response_body":"{}"}}]"#, "[0,".repeat(times))
            }),
            ("depth", 90_000, &|times| format!(r#""more":{}"#, more(times))),
            ("members", 90_000, &|times| format!(r#""run":{{{}"requests":1}}"#, r#""a":0,"#.repeat(times))),
        ];
        for (name, times, shape) in shapes {
            let read = |text: &str| {
                let report = read(text).unwrap();
                drop((report.to_markdown(), report.to_html()));
            };
            work::check_growth(name, times, |times| with(&shape(times)), read);
        }
    }
}
