//! Packing and unpacking by the browser's own streams.

use futures_util::StreamExt;
use gloo_file::Blob;
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;
use web_sys::ReadableWritablePair;

use crate::report::ReportProblem;

/// The bytes, packed; `None` in a browser without such streams.
pub async fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    through(bytes, &stream("CompressionStream")?, usize::MAX).await.ok()
}

/// Unpacks `bytes`.
///
/// # Errors
/// [`ReportProblem::TooLarge`] for more than `most` bytes, of which no more are unpacked; else
/// [`ReportProblem::NotJson`].
pub async fn unpack(bytes: &[u8], most: usize) -> Result<Vec<u8>, ReportProblem> {
    through(bytes, &stream("DecompressionStream").ok_or(ReportProblem::NotJson)?, most).await
}

/// The browser's stream of this name. The bindings of these classes are not stable yet.
fn stream(name: &str) -> Option<ReadableWritablePair> {
    let class: Function = Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok().map(JsCast::unchecked_into)
}

async fn through(bytes: &[u8], by: &ReadableWritablePair, most: usize) -> Result<Vec<u8>, ReportProblem> {
    let blob = Blob::new(bytes);
    let raw: &web_sys::Blob = blob.as_ref();
    let mut pieces = ReadableStream::from_raw(raw.stream().pipe_through(by)).into_stream();
    let mut all = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece: Uint8Array = piece.map_err(|_| ReportProblem::NotJson)?.unchecked_into();
        all.extend(piece.to_vec());
        // A stream that is dropped is cancelled: nothing more is unpacked.
        if all.len() > most {
            return Err(ReportProblem::TooLarge);
        }
    }
    Ok(all)
}
