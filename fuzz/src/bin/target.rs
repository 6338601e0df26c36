//! Input of the form.

#![no_main]

use gateway_check_fuzz::promises::target;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    target::holds(&String::from_utf8_lossy(bytes));
});
