//! `report.json`: written, and a saved one read back. That may come from anyone: nothing in it is trusted
//! to be whole, and its texts are redacted as they are read.

use serde_json::Value;

use super::{Report, SCHEMA};
use crate::redact::mask_lookalikes;

/// Why a file cannot be opened as a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportProblem {
    /// It is not JSON, or is cut off.
    NotJson,
    /// It is JSON, and says nothing of being a report of this page.
    Foreign,
    /// It is a report of a newer page.
    Newer {
        /// The schema that it names.
        schema: String,
    },
    /// It says that it is a report, and lacks what every report has, or has something of the wrong kind.
    Broken {
        /// The JSON path of the first such part, such as `checks[3].verdict`.
        path: String,
    },
}

impl Report {
    /// The text of `report.json`, indented. Schema: docs/report.schema.json.
    pub fn to_json(&self) -> String {
        // Its maps have names for keys, and no part of it refuses to be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Reads the text of a file.
///
/// # Errors
/// [`ReportProblem`], the first that there is.
pub fn read(text: &str) -> Result<Report, ReportProblem> {
    let json: Value = serde_json::from_str(text).map_err(|_| ReportProblem::NotJson)?;
    let schema = json["schema"].as_str().unwrap_or_default();
    if schema != SCHEMA {
        let is_ours = schema.starts_with("gateway-check/report/");
        return Err(if is_ours {
            ReportProblem::Newer { schema: mask_lookalikes(schema).into_owned() }
        } else {
            ReportProblem::Foreign
        });
    }
    let needed = ["generated_at", "target", "run", "points", "checks", "exchanges"];
    if let Some(path) = needed.into_iter().find(|name| json.get(name).is_none()) {
        return Err(ReportProblem::Broken { path: path.to_owned() });
    }
    serde_path_to_error::deserialize(json)
        .map_err(|error| ReportProblem::Broken { path: error.path().to_string() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::report;
    use super::*;

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

    /// A report with these parts beside those that it must have.
    fn with(parts: &str) -> String {
        format!(
            r#"{{"schema":"{SCHEMA}","generated_at":"x","target":{{}},"run":{{}},"points":[],"checks":[],"exchanges":[{{}}],{parts}}}"#
        )
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
}
