//! The list of behaviours, for people and for tests.

use std::fmt::Write;
use std::iter;

use serde_json::{Value, json};

use crate::behaviour::{self, Behaviour, FAMILIES};
use crate::expected::{Checks, Diagnosis, Outcome};
use crate::fault::Places;
use crate::gateway::MODELS;
use crate::reply::Reply;

/// A key every behaviour that accepts keys accepts.
pub const TEACHING_KEY: &str = "gc-test-sandbox";

/// The list for tests.
pub fn json(places: &Places, host: &str) -> Reply {
    let rows: Vec<Value> = behaviour::all().map(|row| row.json(&places.base_url(row, host))).collect();
    Reply::json(200, &json!({ "key": TEACHING_KEY, "model": MODELS[0], "behaviours": rows }))
}

/// The list for people.
pub fn html(places: &Places, host: &str) -> Reply {
    let mut page = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Sandbox gateway</title>\
         <meta name=viewport content=\"width=device-width\"><style>{STYLE}</style></head><body>\
         <h1>Sandbox gateway</h1><p>Each base URL below is a gateway that works, or misbehaves \
         on purpose. Enter it in the page with the key <code>{TEACHING_KEY}</code> and the model \
         <code>{}</code>, unless the row says otherwise. Any key that starts with \
         <code>gc-test-</code> is accepted, except one that contains <code>wrong</code>.</p>\
         <p>For tests: <a href=behaviours.json>behaviours.json</a>, \
         <a href=requests.json>requests.json</a> (received requests), and \
         <code>POST /requests/reset</code>.</p>",
        MODELS[0]
    );
    for family in FAMILIES {
        // Writing to a String cannot fail.
        let _ = write!(page, "<h2>{}</h2>", escape(family.title));
        for row in family.rows {
            describe(&mut page, row, &places.base_url(row, host));
        }
    }
    page.push_str("</body></html>");
    Reply::html(200, page)
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;\
    padding:0 1rem;color-scheme:light dark}h3{margin:1.5rem 0 0}p{margin:.25rem 0}\
    code{overflow-wrap:anywhere}";

fn describe(page: &mut String, row: &Behaviour, base_url: &str) {
    let _ = write!(
        page,
        "<h3 id={id}>{id}</h3><p>{} {}</p><p>Base URL: <code>{}</code>{}</p>\
         <p>A correct page shows, plain: {}. Streamed: {}.</p>",
        escape(row.title),
        escape(row.lesson),
        escape(base_url),
        to_type(row),
        shown(row.expects.plain),
        shown(row.expects.streamed),
        id = row.id,
    );
    let profiles = [("Standard", row.expects.standard), ("Full", row.expects.full)];
    let stated = profiles.into_iter().filter_map(|(name, profiled)| Some((name, profiled?.checks)));
    for (run, checks) in iter::once(("prompt", row.expects.checks)).chain(stated) {
        if !checks.is_empty() {
            let _ = write!(page, "<p>Checks that differ ({run}): {}.</p>", verdicts(checks));
        }
    }
}

fn verdicts(checks: Checks) -> String {
    let checks = checks.iter().map(|(id, verdict)| format!("{id} {verdict}"));
    checks.collect::<Vec<_>>().join(", ")
}

/// Values to enter beside the base URL, if they differ from the default.
fn to_type(row: &Behaviour) -> String {
    let mut text = String::new();
    match row.key {
        Some("") => text.push_str(", no key"),
        Some(key) => {
            let _ = write!(text, ", key <code>{}</code>", escape(key));
        }
        None => {}
    }
    if let Some(model) = row.model {
        let _ = write!(text, ", model <code>{}</code>", escape(model));
    }
    if let Some(limit_s) = row.timeout_s {
        let _ = write!(text, ", time limit {limit_s} s");
    }
    text
}

fn shown(outcome: Outcome) -> String {
    let points = outcome.points.named();
    let points: Vec<String> =
        points.iter().map(|(name, verdict)| format!("{name} {}", verdict.id())).collect();
    points.join(", ") + &outcome.diagnosis.map(diagnosed).unwrap_or_default()
}

fn diagnosed(diagnosis: Diagnosis) -> String {
    format!("; diagnosis {}, {}, for {}", diagnosis.kind, diagnosis.confidence, diagnosis.owner())
}

/// Text as HTML text.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
