//! Server-sent events.

#![no_main]

use gateway_check_fuzz::{number, promises::sse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (piece_bytes, bytes) = number(bytes);
    sse::holds(bytes, piece_bytes);
});
