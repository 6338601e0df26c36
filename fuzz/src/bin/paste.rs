//! Settings that were pasted.

#![no_main]

use gateway_check_fuzz::promises::paste;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = paste::holds(&String::from_utf8_lossy(bytes));
});
