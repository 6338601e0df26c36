//! Files that leave the page, and files that are opened in it. Neither touches the network.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// A larger file is no report, in bytes.
const LARGEST_BYTES: f64 = 20_000_000.0;

/// Offers `text` as a file of this name.
pub fn save(name: &str, media_type: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url).ok()
}

/// The text of a file; `None` for one that cannot be read or is too large.
pub async fn text_of(file: &File) -> Option<String> {
    if file.size() > LARGEST_BYTES {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}
