//! A whole reply through a run: status, two headers and body, apart by line ends.

#![no_main]

use gateway_check_fuzz::number;
use gateway_check_fuzz::promises::reply::{Said, holds};
use libfuzzer_sys::fuzz_target;

const STATUSES: [u16; 16] = [200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 413, 429, 500, 502, 503, 999];
const TYPES: [&str; 4] = ["application/json", "text/event-stream", "text/html", ""];

fuzz_target!(|bytes: &[u8]| {
    let (choice, bytes) = number(bytes);
    let (piece_bytes, bytes) = number(bytes);
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (header, body) = bytes.split_at(end);
    let headers = vec![
        ("content-type".to_owned(), TYPES[choice >> 4 & 3].to_owned()),
        ("x-said".to_owned(), String::from_utf8_lossy(header).into_owned()),
    ];
    let is_streamed = choice >> 6 & 1 == 1;
    let said = Said { status: STATUSES[choice & 15], headers, body: body.to_vec(), is_streamed, piece_bytes };
    holds(&said, false);
});
