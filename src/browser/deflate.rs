//! Packing and unpacking by the browser's own streams.

use futures_util::StreamExt;
use gloo_file::Blob;
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;
use web_sys::ReadableWritablePair;

use crate::report::ReportProblem;

/// Compresses `bytes` (raw DEFLATE, RFC 1951); `None` in a browser without such streams.
pub async fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    through(bytes, &stream("CompressionStream")?, usize::MAX).await.ok()
}

/// Decompresses `bytes`, and stops once the result is longer than `max_bytes`.
///
/// # Errors
/// [`ReportProblem::TooLarge`] if it is longer; [`ReportProblem::NotJson`] if `bytes` are damaged, or the
/// browser has no such streams.
pub async fn unpack(bytes: &[u8], max_bytes: usize) -> Result<Vec<u8>, ReportProblem> {
    through(bytes, &stream("DecompressionStream").ok_or(ReportProblem::NotJson)?, max_bytes).await
}

/// The browser's stream of this name. The bindings of these classes are not stable yet.
fn stream(name: &str) -> Option<ReadableWritablePair> {
    let class: Function = Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok().map(JsCast::unchecked_into)
}

async fn through(
    bytes: &[u8],
    by: &ReadableWritablePair,
    max_bytes: usize,
) -> Result<Vec<u8>, ReportProblem> {
    let blob = Blob::new(bytes);
    let raw: &web_sys::Blob = blob.as_ref();
    let mut pieces = ReadableStream::from_raw(raw.stream().pipe_through(by)).into_stream();
    let mut all = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece: Uint8Array = piece.map_err(|_| ReportProblem::NotJson)?.unchecked_into();
        all.extend(piece.to_vec());
        // A stream that is dropped is cancelled: nothing more is unpacked.
        if all.len() > max_bytes {
            return Err(ReportProblem::TooLarge);
        }
    }
    Ok(all)
}
