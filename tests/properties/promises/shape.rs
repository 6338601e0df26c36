//! JSON of replies: where it departs from the reference, what it lists, what it says.

use gateway_check::response::answer_of_json;
use gateway_check::wire::{
    Violation, chunk_violations, completion_violations, foreign_protocol, list_violations,
};
use gateway_check::wire::{is_of_chunk, is_of_completion, is_of_list, models};
use serde_json::Value;

/// Violations are few, short and each at a different place; the same applies to suggested models.
pub fn holds(json: &Value) {
    type Violations = fn(&Value) -> Vec<Violation>;
    for violations in [completion_violations as Violations, chunk_violations, list_violations] {
        let violations = violations(json);
        assert!(violations.len() <= Violation::MAX, "{} violations", violations.len());
        for Violation { path, wrong: _, observed, expected } in &violations {
            assert!(
                observed.chars().count() <= 80 && path.len() <= 200,
                "{path}: {observed}, not {expected}"
            );
            let _ = [is_of_chunk, is_of_completion, is_of_list].map(|is_of| is_of(path));
        }
    }
    if let Some(names) = models::suggested(Some(json)) {
        assert!(names.len() <= 2_000 && names.iter().all(|name| name.len() <= 300));
    }
    let _ = (answer_of_json(json), foreign_protocol(json));
}
