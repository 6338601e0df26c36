//! Masking of what looks like a key.

#![no_main]

use gateway_check_fuzz::promises::redact;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    redact::lookalikes(&String::from_utf8_lossy(bytes));
});
