//! config.json.

#![no_main]

use gateway_check_fuzz::promises::config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    config::holds(&String::from_utf8_lossy(bytes));
});
