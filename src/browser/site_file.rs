//! Files beside the page, on the page's own origin.

use gloo_net::http::Request;

use super::page;
use crate::config::Fetched;

/// Requests the file `name`.
pub async fn read(name: &str) -> Fetched {
    if page::origin() == "null" {
        return Fetched::NotAsked;
    }
    let Ok(response) = Request::get(name).send().await else { return Fetched::NoReply };
    if !response.ok() {
        return Fetched::Status(response.status());
    }
    response.text().await.map_or(Fetched::NoReply, Fetched::Text)
}
