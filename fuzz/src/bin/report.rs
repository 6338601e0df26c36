//! Saved reports.

#![no_main]

use gateway_check_fuzz::promises::report;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    report::holds(&String::from_utf8_lossy(bytes));
});
