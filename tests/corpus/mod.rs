//! The corpus: recorded replies of real systems, read from beside the checkout.

use std::path::PathBuf;

use libtest_mimic::{Arguments, Trial};
use serde_json::Value;

/// Where it is.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")
}

/// The tests that are made of a file's lines. Without the file that is one which counts as ignored, and
/// fails if somebody insists on it.
pub fn tests_of(file: &str, tests: impl FnOnce(Vec<Value>) -> Vec<Trial>) -> Vec<Trial> {
    match std::fs::read_to_string(folder().join(file)) {
        Ok(text) => {
            tests(text.lines().map(|line| line.parse().expect("a line of the corpus is JSON")).collect())
        }
        Err(error) => {
            let test = Trial::test(format!("{file} is not present"), move || Err(error.into()));
            vec![test.with_ignored_flag(true)]
        }
    }
}

/// A test that fails by a panic.
pub fn test(name: String, check: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, || {
        check();
        Ok(())
    })
}

/// Runs the tests that the command line names, beside each other.
pub fn run(tests: Vec<Trial>) -> ! {
    libtest_mimic::run(&Arguments::from_args(), tests).exit()
}
