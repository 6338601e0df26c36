//! The rows that are also run in a real browser.
//!
//! Every row is run natively, through a model of what a browser does with a request. These rows say
//! whether the model is right: each shows something that only a browser decides, and must come out the
//! same in both.

/// Rows with what a browser does of its own in them.
pub const IN_BROWSER: &[(&str, &str)] = &[
    ("healthy", "asks beforehand, sends the key, and hands over reply and headers"),
    ("no-cors", "hides a reply that allows no page"),
    ("cors-of-another", "hides a reply that allows another origin"),
    ("cors-on-preflight", "looks at the permission again on the reply itself"),
    ("cors-on-models", "hides one route and shows another"),
    ("cors-preflight-refused", "sends nothing where the question beforehand is refused"),
    ("cors-preflight-redirected", "follows no redirect of that question"),
    ("cors-key-not-allowed", "sends nothing where the header with the key is not allowed"),
    ("cors-errors-hidden", "hides a refusal that lacks the permission"),
    ("headers-hidden", "hides headers that are not exposed"),
    ("redirect-away", "follows to another origin, and drops the key on the way"),
    ("redirect-302", "turns a prompt into a GET"),
    ("redirect-unreadable", "follows to where nothing may be read"),
    ("port-refused", "reports a refused connection"),
    ("name-unknown", "reports a name that leads nowhere"),
    ("certificate-untrusted", "trusts no certificate that nobody vouches for"),
    ("https-on-http", "speaks TLS to a server that does not"),
    ("closes-silently", "reports a connection that ends without a reply"),
    ("resets", "reports a connection that breaks within the headers"),
    ("other-protocol", "takes no other protocol for HTTP"),
    ("head-stops", "waits for the rest of the headers"),
    ("chunks-broken", "gives up on chunks without a size"),
    ("reset-in-reply", "hands over what came before a reset"),
    ("short-body", "notices that a reply is shorter than it says"),
    ("drop-stream", "notices that a stream has no end"),
    ("stall-stream", "keeps to a time limit between two pieces"),
    ("slow", "keeps to a time limit for the first byte"),
    ("huge-reply", "hangs up on a reply that is too large"),
    ("hostile-markup", "shows text, and runs none of it"),
    ("echo-key", "shows a refusal with the key in it"),
];

/// Whether the row with this id is also run in a real browser.
pub fn is_in_browser(id: &str) -> bool {
    IN_BROWSER.iter().any(|(row, _)| *row == id)
}
