//! The parameters that are numbers, switches and stops.

use serde_json::Value;

use super::{BadRequest, bad};

/// Numbers the model has no use for, with the range they must keep to.
const RANGES: [(&str, f64, f64); 4] = [
    ("temperature", 0.0, 2.0),
    ("top_p", 0.0, 1.0),
    ("presence_penalty", -2.0, 2.0),
    ("frequency_penalty", -2.0, 2.0),
];

/// Looks at the numbers that change nothing here.
pub fn check_ranges(body: &Value) -> Result<(), BadRequest> {
    for (param, least, most) in RANGES {
        let value = &body[param];
        let fits = value.as_f64().is_some_and(|number| (least..=most).contains(&number));
        if !value.is_null() && !fits {
            return Err(bad(param, "The number is not in the range of this parameter."));
        }
    }
    if body["seed"].is_null() || body["seed"].is_i64() || body["seed"].is_u64() {
        Ok(())
    } else {
        Err(bad("seed", "'seed' must be a whole number."))
    }
}

/// A whole number from `least` to `most`, or `least` if it was not given.
pub fn count(body: &Value, param: &'static str, least: usize, most: usize) -> Result<usize, BadRequest> {
    let value = &body[param];
    if value.is_null() {
        return Ok(least);
    }
    let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
    count
        .filter(|count| (least..=most).contains(count))
        .ok_or(bad(param, "The count is not in the range of this parameter."))
}

/// A switch that is off unless it is on.
pub fn flag(value: &Value, param: &'static str) -> Result<bool, BadRequest> {
    match value {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(*flag),
        Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            Err(bad(param, "A parameter that switches something must be true or false."))
        }
    }
}

/// The most tokens to answer with, by either of its two names.
pub fn limit(body: &Value) -> Result<Option<usize>, BadRequest> {
    for param in ["max_completion_tokens", "max_tokens"] {
        if !body[param].is_null() {
            let limit = body[param].as_u64().and_then(|limit| usize::try_from(limit).ok());
            let limit = limit.filter(|limit| *limit > 0);
            return limit.map(Some).ok_or(bad(param, "A token limit must be a whole number above 0."));
        }
    }
    Ok(None)
}

/// The texts before which the answer ends.
pub fn stops(stop: &Value) -> Result<Vec<String>, BadRequest> {
    const WANTED: BadRequest = bad("stop", "'stop' must be a string or a list of strings.");
    match stop {
        Value::Null => Ok(Vec::new()),
        Value::String(stop) => Ok(vec![stop.clone()]),
        Value::Array(list) => {
            list.iter().map(|stop| stop.as_str().map(str::to_owned).ok_or(WANTED)).collect()
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => Err(WANTED),
    }
}
