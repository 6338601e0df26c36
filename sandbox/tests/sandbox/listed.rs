//! The list of behaviours, for people and for tests.

use gateway_check_sandbox::behaviour;
use serde_json::json;

use crate::client::{Ask, base_url, sandbox};

#[test]
fn people_get_a_page_with_every_base_url() {
    let reply = Ask::get("/").header("Accept", "text/html,*/*").send();
    let page = reply.text();
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    for row in behaviour::all() {
        let url = format!("<code>{}</code>", base_url(row.id));
        assert!(page.contains(&url), "{url}");
    }
    assert!(page.contains("Checks that differ (Full): multi-turn warn"), "{page}");
    assert!(page.contains("gc-test-sandbox") && !page.contains("<script"));
}

#[test]
fn tests_get_the_same_as_json() {
    let by_header = Ask::get("/").header("Accept", "application/json").send();
    let by_path = Ask::get("/behaviours.json").send();
    assert_eq!(by_header.json(), by_path.json());
    assert_eq!(by_path.header("access-control-allow-origin"), Some("*"));
    let json = by_path.json();
    let row = json["behaviours"].as_array().and_then(|rows| rows.iter().find(|row| row["id"] == "slow"));
    let row = row.expect("the row");
    assert_eq!(row["base_url"], format!("http://{}/slow/v1", sandbox()));
    assert_eq!(row["timeout_s"], 2);
    let diagnosis = json!({ "kind": "timed-out", "owner": "gateway-admin", "confidence": "certain" });
    assert_eq!(row["expects"]["plain"]["diagnosis"], diagnosis);
    assert_eq!(row["expects"]["plain"]["points"]["model"], "inconclusive");
}

#[test]
fn what_a_profile_must_show_is_listed_where_it_differs() {
    let expects = |id: &str| {
        let list = Ask::get("/behaviours.json").send().json();
        let rows = list["behaviours"].as_array().expect("a list").clone();
        rows.into_iter().find(|row| row["id"] == id).expect("the row")["expects"].clone()
    };
    let healthy = expects("healthy");
    assert!(healthy.get("standard").is_none() && healthy.get("full").is_none());
    assert_eq!(healthy["plain"]["diagnosis"], json!(null));
    let forgets = expects("forgets");
    assert!(forgets.get("standard").is_none());
    assert_eq!(forgets["full"]["points"]["contract"], "warn");
    let first = json!({ "id": "multi-turn", "verdict": "warn" });
    assert_eq!((&forgets["full"]["checks"][0], &forgets["full"]["is_whole"]), (&first, &true.into()));
    let missing = expects("models-missing");
    assert_ne!(missing["standard"]["checks"], missing["full"]["checks"]);
    assert!(missing["full"].get("diagnosis").is_none());
    let not_checked = expects("key-not-checked");
    assert_eq!(not_checked["plain"]["diagnosis"], json!(null));
    for profile in ["standard", "full"] {
        assert_eq!(not_checked[profile]["diagnosis"]["kind"], "key-not-checked");
    }
    // What one request shows is known of the others too, in part.
    let wrong_key = expects("wrong-key");
    assert_eq!(wrong_key["full"]["points"]["authentication"], "fail");
    assert_eq!(wrong_key["full"]["is_whole"], false);
}

#[test]
fn how_sure_a_page_must_be_is_listed() {
    let diagnosis = |id: &str, way: &str| {
        let list = Ask::get("/behaviours.json").send().json();
        let rows = list["behaviours"].as_array().expect("a list").clone();
        let row = rows.into_iter().find(|row| row["id"] == id).expect("the row");
        let diagnosis = &row["expects"][way]["diagnosis"];
        [&diagnosis["owner"], &diagnosis["confidence"]].map(|word| word.as_str().map(str::to_owned))
    };
    let words = |owner: &str, confidence: &str| [Some(owner.to_owned()), Some(confidence.to_owned())];
    assert_eq!(diagnosis("wrong-key", "plain"), words("you", "certain"));
    assert_eq!(diagnosis("key-silent-401", "streamed"), words("you", "likely"));
    assert_eq!(diagnosis("prompts-reset", "plain"), words("gateway-admin", "possible"));
    assert_eq!(diagnosis("cut-stream", "plain"), [None, None]);
    assert_eq!(diagnosis("model-loading", "plain"), words("provider", "certain"));
}
