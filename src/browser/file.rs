//! Files that leave the page, and files that are opened in it. Neither touches the network.

use gloo_file::futures::read_as_text;
use gloo_file::{Blob, File, ObjectUrl};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use crate::redact::Redacted;

/// Size limit of a report file, in bytes.
const MAX_BYTES: u64 = 20_000_000;

/// Offers `text` as a file of this name.
pub fn save(name: &str, media_type: &str, text: &Redacted) -> Option<()> {
    let url = ObjectUrl::from(Blob::new_with_options(text.as_str(), Some(media_type)));
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Some(())
}

/// The text of a file; `None` for one that cannot be read or is too large.
pub async fn text_of(file: web_sys::File) -> Option<String> {
    let file = File::from(file);
    if file.size() > MAX_BYTES {
        return None;
    }
    read_as_text(&file).await.ok()
}
