//! Stands in for the library of this name.
//!
//! Leptos brings it along for its server functions, and it exports three classes to JavaScript, so
//! the linker keeps them for a page that has no such functions. This has what Leptos names of it, and
//! nobody calls that.

use futures_util::stream::Pending;
use wasm_bindgen::JsValue;

/// A stream of JavaScript's, as Leptos names it.
#[derive(Debug)]
pub struct ReadableStream {
    raw: web_sys::ReadableStream,
}

impl ReadableStream {
    /// Not to be had.
    ///
    /// # Panics
    /// Always: only a server function that streams asks for this.
    pub fn from_stream<S>(_: S) -> Self {
        panic!("this page has no server functions")
    }

    /// Wraps the stream.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self { raw }
    }

    /// Unwraps the stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.raw
    }

    /// Not to be had.
    ///
    /// # Panics
    /// Always: only a server function that streams asks for this.
    pub fn into_stream(self) -> Pending<Result<JsValue, JsValue>> {
        panic!("this page has no server functions")
    }
}
