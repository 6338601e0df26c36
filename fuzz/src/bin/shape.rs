//! JSON of replies.

#![no_main]

use gateway_check_fuzz::promises::shape;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(json) = serde_json::from_slice(bytes) {
        shape::holds(&json);
    }
});
