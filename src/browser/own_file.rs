//! Files beside the page, on the page's own origin.

use gloo_net::http::Request;

use super::page;

/// The text of the file `name`, or `None` if there is none: a page without an origin may read no files.
pub async fn read(name: &str) -> Option<String> {
    if page::origin() == "null" {
        return None;
    }
    let response = Request::get(name).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.text().await.ok()
}
