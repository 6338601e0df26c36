//! Differences that the checks cannot tell, each with its reason; `docs/clients.md` says them too.

use gateway_check::client::Feature;

/// Client, row, feature, and why the prediction cannot be right.
const KNOWN: &[(&str, &str, Feature, &str)] = &[
    (
        "async-openai",
        "stream-crlf",
        Feature::Streamed,
        "Its reader of events ends at a byte order mark, which the format allows and no check reports.",
    ),
    ("litellm-sdk", "fast-stream", Feature::Streamed, "It gives up where many chunks in a row are the same."),
    (
        "langchain-python",
        "json-schema-shallow",
        Feature::Json,
        "The row loses the nested parts of a schema only where they are written in place.",
    ),
    (
        "instructor",
        "system-refused",
        Feature::Json,
        "The check of system messages passes where the role developer is accepted instead.",
    ),
];

/// Returns true if the prediction is known to be wrong here.
pub fn is_known(client: &str, row: &str, feature: Feature) -> bool {
    KNOWN.iter().any(|known| (known.0, known.1, known.2) == (client, row, feature))
}

/// Rows that answer by how many requests came before: another number of requests is another gateway.
const COUNTING: [&str; 3] = ["dies", "fails-for-a-while", "key-revoked-meanwhile"];

/// Returns true if the row's answer depends on the number of requests.
pub fn is_counting(row: &str) -> bool {
    COUNTING.contains(&row)
}
