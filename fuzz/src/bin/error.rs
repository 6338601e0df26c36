//! Error bodies.

#![no_main]

use gateway_check_fuzz::promises::error;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    error::holds(&String::from_utf8_lossy(bytes));
});
