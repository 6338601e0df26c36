//! The rows that are also run in a real browser.
//!
//! Every row is run natively, through a model of what a browser does with a request. These rows say
//! whether the model is right: each shows something that only a browser decides, and must come out the
//! same in both.

/// Rows whose outcome depends on the browser.
pub const IN_BROWSER: &[(&str, &str)] = &[
    ("healthy", "sends a preflight, then the key, and shows reply and headers"),
    ("no-cors", "hides a reply that allows no page"),
    ("cors-of-another", "hides a reply that allows another origin"),
    ("cors-on-preflight", "checks CORS again on the reply itself"),
    ("cors-on-models", "hides one route and shows another"),
    ("cors-preflight-refused", "sends nothing if the preflight is rejected"),
    ("cors-preflight-redirected", "does not follow a redirect of the preflight"),
    ("cors-key-not-allowed", "sends nothing if the header with the key is not allowed"),
    ("cors-errors-hidden", "hides an error without CORS headers"),
    ("cors-doubled", "rejects a header that comes twice"),
    ("cors-behind-version", "hides a path without CORS headers, and shows another"),
    ("headers-hidden", "hides headers that are not exposed"),
    ("redirect-away", "follows to another origin, and removes the key on the way"),
    ("redirect-302", "turns a prompt into a GET"),
    ("redirect-slash", "turns a prompt into a GET within one origin"),
    ("redirect-unreadable", "follows to a reply that it cannot read"),
    ("port-refused", "reports a refused connection"),
    ("name-unknown", "reports an unknown name"),
    ("certificate-untrusted", "rejects an untrusted certificate"),
    ("https-on-http", "speaks TLS to a server that does not"),
    ("closes-silently", "reports a connection that ends without a reply"),
    ("resets", "reports a connection that breaks within the headers"),
    ("other-protocol", "does not accept another protocol as HTTP"),
    ("head-stops", "waits for the rest of the headers"),
    ("chunks-broken", "stops at chunks without a size"),
    ("reset-in-reply", "keeps what came before a reset"),
    ("short-body", "notices that a reply is shorter than it says"),
    ("drop-stream", "notices that a stream has no end"),
    ("stall-stream", "applies a time limit between two pieces"),
    ("slow", "applies a time limit for the first byte"),
    ("huge-reply", "stops reading a reply that is too large"),
    ("hostile-markup", "shows text and runs none of it"),
    ("echo-key", "shows an error with the key in it"),
];

/// Returns true if the row with this id is also run in a real browser.
pub fn is_in_browser(id: &str) -> bool {
    IN_BROWSER.iter().any(|(row, _)| *row == id)
}
