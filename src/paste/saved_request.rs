//! A request that a program saved as JSON: a collection of Postman, or an archive of a browser (HAR).

use serde_json::Value;

use super::request::Request;
use super::{Found, PasteForm};

pub(super) const FORM: PasteForm = PasteForm { name: "saved request", read };

fn read(text: &str) -> Option<Found> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut requests = Vec::new();
    collect(&serde_json::from_str(text).ok()?, &mut requests);
    // A browser also saves those of the page itself.
    let at = requests.iter().position(has_model).unwrap_or_default();
    requests.into_iter().nth(at).map(Found::Request)
}

fn has_model(request: &Request) -> bool {
    serde_json::from_str::<Value>(&request.body).is_ok_and(|body| body["model"].is_string())
}

/// Adds the requests at any depth: objects with a URL and a list of headers.
fn collect(json: &Value, requests: &mut Vec<Request>) {
    match json {
        Value::Array(items) => items.iter().for_each(|item| collect(item, requests)),
        Value::Object(members) => {
            let url = json["url"].as_str().or_else(|| json["url"]["raw"].as_str());
            let headers = json["header"].as_array().or_else(|| json["headers"].as_array());
            match (url, headers) {
                (Some(url), Some(headers)) => requests.push(request(json, url, headers)),
                _ => members.values().for_each(|member| collect(member, requests)),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn request(json: &Value, url: &str, headers: &[Value]) -> Request {
    let mut request = Request { url: url.to_owned(), ..Request::default() };
    // Postman keeps a bearer token apart from the headers.
    let token = json["auth"]["bearer"].as_array().into_iter().flatten().find_map(value);
    let token = token.map(|(_, token)| ("Authorization".to_owned(), format!("Bearer {token}")));
    request.headers = token.into_iter().chain(headers.iter().filter_map(value)).collect();
    let body = json["body"]["raw"].as_str().or_else(|| json["postData"]["text"].as_str());
    body.unwrap_or_default().clone_into(&mut request.body);
    request
}

/// A name with its value, in an item of a list.
fn value(item: &Value) -> Option<(String, String)> {
    let name = item["key"].as_str().or_else(|| item["name"].as_str())?;
    Some((name.to_owned(), item["value"].as_str()?.to_owned()))
}
