//! Files beside the page, on the page's own origin.

use gloo_net::http::Request;

/// The text of the file `name`, or `None` if there is none.
pub async fn read(name: &str) -> Option<String> {
    let response = Request::get(name).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.text().await.ok()
}
