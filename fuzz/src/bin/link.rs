//! Links, and what the browser remembers.

#![no_main]

use gateway_check_fuzz::promises::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    link::holds(&text);
    link::remembered(&text);
});
