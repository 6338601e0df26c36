//! The real programs: one process each, which requests all rows of a separate sandbox.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use axum::Router;
use axum::body::Body;
use axum::http::Request;

use gateway_check::client::Feature;
use gateway_check_sandbox::behaviour::Behaviour;
use gateway_check_sandbox::gateway::MODELS;
use gateway_check_sandbox::server;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Set where the programs are installed, as `make test-all` does.
const ARE_THERE: &str = "GATEWAY_CHECK_CLIENTS";
/// Path of the script that runs one of them.
const RUN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/clients/run");

/// Time that a program waits, in seconds, for a row without a time limit.
const USUAL_S: u64 = 20;
/// And for one with a time limit, where a longer wait would be useless.
const SHORT_S: u64 = 4;

/// Results of a program for one row.
pub struct Outcome(Value);

/// Returns true if the programs are installed.
pub fn are_there() -> bool {
    std::env::var_os(ARE_THERE).is_some()
}

/// Has the program `id` ask all of these rows.
///
/// # Errors
/// If the program cannot be started, or prints something else.
pub fn ask(
    id: &str,
    rows: impl Iterator<Item = &'static Behaviour>,
) -> Result<BTreeMap<String, Outcome>, String> {
    let places = start_sandbox();
    let given: Vec<Value> = rows.map(|row| given(row, &places)).collect();
    let mut command = Command::new(RUN);
    command.arg(id).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("{RUN} does not start: {error}"))?;
    let mut input = child.stdin.take().ok_or("no input")?;
    input.write_all(Value::Array(given).to_string().as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let all: BTreeMap<String, Value> =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("no JSON came: {error}"))?;
    Ok(all.into_iter().map(|(id, outcome)| (id, Outcome(outcome))).collect())
}

fn given(row: &Behaviour, places: &BTreeMap<String, String>) -> Value {
    json!({
        "id": row.id,
        "base_url": places[row.id],
        "key": row.key.unwrap_or("gc-test-sandbox"),
        "model": row.model.unwrap_or(MODELS[0]),
        "seconds": if row.timeout_s.is_some() { SHORT_S } else { USUAL_S },
    })
}

/// Starts a sandbox for as long as the tests run: the base URL of each row.
fn start_sandbox() -> BTreeMap<String, String> {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
            let router = server::open().await.expect("free ports");
            let at = listener.local_addr().expect("an address");
            send.send(base_urls(router.clone(), at).await).expect("somebody who waits");
            axum::serve(listener, router).await.expect("a server");
        });
    });
    receive.recv().expect("a sandbox")
}

async fn base_urls(router: Router, at: SocketAddr) -> BTreeMap<String, String> {
    let request = Request::get("/behaviours.json").header("host", at.to_string()).body(Body::empty());
    let Ok(reply) = router.oneshot(request.expect("a request")).await;
    let list = axum::body::to_bytes(reply.into_body(), usize::MAX).await.expect("a list");
    let list: Value = serde_json::from_slice(&list).expect("JSON");
    let rows = list["behaviours"].as_array().expect("rows").iter();
    let word = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
    rows.map(|row| (word(row, "id"), word(row, "base_url"))).collect()
}

impl Outcome {
    /// Returns true if a request was answered with what was asked for. A stream that ended too early was not.
    pub fn is_answered(&self, feature: Feature) -> bool {
        let got = |feature: Feature| &self.0[feature.as_str()]["got"];
        let text = |feature: Feature| got(feature).as_str().filter(|text| !text.trim().is_empty());
        match feature {
            Feature::Streamed => text(feature).is_some_and(|streamed| {
                text(Feature::Plain).is_none_or(|plain| streamed == plain || !plain.starts_with(streamed))
            }),
            Feature::Tools => got(feature)["city"].is_string(),
            Feature::Json => got(feature).as_object().is_some_and(|object| !object.is_empty()),
            _ => text(feature).is_some(),
        }
    }

    /// Returns the result, or the reason for having none, for the message of a failed test.
    pub fn words(&self, feature: Feature) -> String {
        self.0[feature.as_str()].to_string().chars().take(200).collect()
    }
}
