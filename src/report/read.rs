//! A saved `report.json` read back. It may come from anyone: nothing in it is trusted to be whole.

use serde_json::Value;

use super::{Check, Diagnosis, Exchange, Point, Report, Run, SCHEMA, Target};

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
    /// It says that it is a report, and lacks what every report has.
    Broken {
        /// The JSON path of the first missing part.
        path: &'static str,
    },
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
            ReportProblem::Newer { schema: schema.to_owned() }
        } else {
            ReportProblem::Foreign
        });
    }
    for path in ["generated_at", "target", "run", "points", "checks", "exchanges"] {
        let is_there = match path {
            "generated_at" => json[path].is_string(),
            "target" | "run" => json[path].is_object(),
            _ => json[path].is_array(),
        };
        if !is_there {
            return Err(ReportProblem::Broken { path });
        }
    }
    let (target, run) = (&json["target"], &json["run"]);
    Ok(Report {
        generated_at: text_of(&json, "generated_at"),
        page_version: text_of(&json, "page_version"),
        target: Target {
            base_url: text_of(target, "base_url"),
            model: text_of(target, "model"),
            key_given: target["key"]["given"] == true,
            key_kind: text_of(&target["key"], "kind"),
        },
        run: Run {
            profile: text_of(run, "profile"),
            requests: count_of(&run["requests"]),
            started_at: text_of(run, "started_at"),
            duration_ms: run["duration_ms"].as_f64().unwrap_or_default(),
            is_stopped: run["stopped"] == true,
        },
        points: list_of(&json, "points", point),
        checks: list_of(&json, "checks", check),
        diagnoses: list_of(&json, "diagnoses", diagnosis),
        metrics: figures_of(&json["metrics"]),
        exchanges: list_of(&json, "exchanges", exchange),
    })
}

fn point(json: &Value) -> Point {
    Point {
        id: text_of(json, "id"),
        verdict: text_of(json, "verdict"),
        grade: text_of(json, "grade"),
        summary: text_of(json, "summary"),
        open: text_of(json, "open"),
    }
}

fn check(json: &Value) -> Check {
    Check {
        id: text_of(json, "id"),
        point: text_of(json, "point"),
        group: text_of(json, "group"),
        title: text_of(json, "title"),
        verdict: text_of(json, "verdict"),
        observed: text_of(json, "seen"),
        expected: text_of(json, "wanted"),
        would_resolve: text_of(json, "would_tell"),
        source: text_of(json, "source"),
        exchanges: list_of(json, "exchanges", count_of),
    }
}

fn diagnosis(json: &Value) -> Diagnosis {
    Diagnosis {
        kind: text_of(json, "kind"),
        title: text_of(json, "title"),
        cause: text_of(json, "cause"),
        confidence: text_of(json, "confidence"),
        owner: text_of(json, "owner"),
        remedies: list_of(json, "remedies", whole_text),
        evidence: list_of(json, "evidence", whole_text),
        exchanges: list_of(json, "exchanges", count_of),
    }
}

fn exchange(json: &Value) -> Exchange {
    let header = |json: &Value| (text_of(json, "name"), text_of(json, "value"));
    let time = |name: &str| json[name].as_f64();
    Exchange {
        n: count_of(&json["n"]),
        probe: text_of(json, "probe"),
        method: text_of(json, "method"),
        url: text_of(json, "url"),
        request_headers: list_of(json, "request_headers", header),
        request_body: text_of(json, "request_body"),
        status: json["status"].as_u64().and_then(|status| u16::try_from(status).ok()),
        response_headers: list_of(json, "response_headers", header),
        response_body: text_of(json, "response_body"),
        response_bytes: json["response_bytes"].as_u64().unwrap_or_default(),
        is_truncated: json["response_truncated"] == true,
        unanswered: text_of(json, "unanswered"),
        started_ms: time("started_ms").unwrap_or_default(),
        headers_ms: time("headers_ms"),
        first_token_ms: time("first_token_ms"),
        total_ms: time("total_ms"),
        arrivals_ms: list_of(json, "arrivals_ms", |ms| ms.as_f64().unwrap_or_default()),
    }
}

fn text_of(json: &Value, name: &str) -> String {
    whole_text(&json[name])
}

fn whole_text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn count_of(json: &Value) -> u32 {
    json.as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or_default()
}

fn list_of<T>(json: &Value, name: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
    json[name].as_array().map_or(&[][..], Vec::as_slice).iter().map(read).collect()
}

fn figures_of(json: &Value) -> Vec<(String, f64)> {
    let figures = json.as_object().into_iter().flatten();
    figures.filter_map(|(name, figure)| Some((name.clone(), figure.as_f64()?))).collect()
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
        let broken = report("x").to_json().replace("\"points\": [", "\"points\": 7, \"other\": [");
        assert_eq!(read(&broken), Err(ReportProblem::Broken { path: "points" }));
    }

    #[test]
    fn a_report_with_odd_parts_is_read_as_far_as_it_goes() {
        let odd = format!(
            r#"{{"schema":"{SCHEMA}","generated_at":"x","target":{{}},"run":{{"requests":-1}},"points":[7],"checks":[{{"exchanges":["a"]}}],"exchanges":[{{"status":99999}}],"metrics":[]}}"#
        );
        let report = read(&odd).unwrap();
        assert_eq!((report.points.len(), report.run.requests, report.exchanges[0].status), (1, 0, None));
    }

    #[test]
    fn a_cut_report_is_not_taken_for_a_whole_one() {
        let text = report("x").to_json();
        for cut in (0..text.len() - 1).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            assert_eq!(read(&text[..cut]), Err(ReportProblem::NotJson), "{cut}");
        }
    }
}
