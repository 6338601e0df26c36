//! A request of any form.

/// An HTTP request, as far as it was written down.
#[derive(Default)]
pub(super) struct Request {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
    /// The body's text; empty without one.
    pub(super) body: String,
}

impl Request {
    /// Adds a header line, `Name: value`.
    pub(super) fn header_line(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            self.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
}
