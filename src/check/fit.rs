//! Whether JSON fits the shapes that the probes ask for: no schema language, only what they use.

use serde_json::Value;

/// What a value must be.
pub(super) enum Shape {
    /// Any text.
    Text,
    /// A whole number.
    Whole,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A list of such values.
    List(&'static Shape),
    /// An object with exactly these members.
    Object(&'static [(&'static str, Shape)]),
}

/// Where the value departs from the shape, as a JSON path; `None` if it fits.
pub(super) fn misfit(value: &Value, shape: &Shape, path: &str) -> Option<String> {
    let fits = match (shape, value) {
        (Shape::Text, value) => value.is_string(),
        (Shape::Whole, value) => value.is_i64() || value.is_u64(),
        (Shape::OneOf(texts), value) => value.as_str().is_some_and(|text| texts.contains(&text)),
        (Shape::List(shape), Value::Array(items)) => {
            return items
                .iter()
                .enumerate()
                .find_map(|(at, item)| misfit(item, shape, &format!("{path}[{at}]")));
        }
        (Shape::Object(members), Value::Object(object)) => {
            let violation = members.iter().find_map(|(name, shape)| {
                misfit(object.get(*name).unwrap_or(&Value::Null), shape, &format!("{path}.{name}"))
            });
            if violation.is_some() {
                return violation;
            }
            object.len() == members.len()
        }
        (Shape::List(_) | Shape::Object(_), _) => false,
    };
    (!fits).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape::Object(&[
        ("name", Shape::Text),
        (
            "parts",
            Shape::List(&Shape::Object(&[("count", Shape::Whole), ("size", Shape::OneOf(&["s", "l"]))])),
        ),
    ]);

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        assert_eq!(misfit(&json.parse().unwrap(), &SHAPE, "$").as_deref(), expected, "{json}");
    }

    #[test]
    fn what_fits_has_no_misfit() {
        check(r#"{"name":"a","parts":[{"count":1,"size":"s"},{"count":-2,"size":"l"}]}"#, None);
        check(r#"{"name":"a","parts":[]}"#, None);
    }

    #[test]
    fn a_misfit_is_named_by_its_path() {
        check("[]", Some("$"));
        check(r#"{"parts":[]}"#, Some("$.name"));
        check(r#"{"name":"a","parts":{}}"#, Some("$.parts"));
        check(r#"{"name":"a","parts":[],"more":1}"#, Some("$"));
        check(
            r#"{"name":"a","parts":[{"count":1,"size":"s"},{"count":1.5,"size":"s"}]}"#,
            Some("$.parts[1].count"),
        );
        check(r#"{"name":"a","parts":[{"count":1,"size":"m"}]}"#, Some("$.parts[0].size"));
        check(r#"{"name":"a","parts":[{"count":1,"size":"s","x":1}]}"#, Some("$.parts[0]"));
    }
}
