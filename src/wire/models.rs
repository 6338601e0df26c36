//! The list of models. Source: OpenAI reference, models/list. Read leniently, since several servers send
//! it in another form; `wire::shape` reports the violations.

use serde_json::Value;

/// Largest number of suggested names.
const MAX: usize = 2_000;

/// The names in a model list, in the server's order; `None` if it is not a list. Also read: a bare array, an
/// array under `models`, and entries that are a name or have it under `name` or `model`.
pub fn names(list: &Value) -> Option<Vec<&str>> {
    let mut models = [Some(list), list.get("data"), list.get("models")].into_iter().flatten();
    let models = models.find_map(Value::as_array)?;
    let name = |model| ["id", "name", "model"].into_iter().find_map(|key| Value::get(model, key)?.as_str());
    let names: Vec<&str> = models.iter().filter_map(|model| model.as_str().or_else(|| name(model))).collect();
    (models.is_empty() || !names.is_empty()).then_some(names)
}

/// The names to suggest: not too many, and none too long.
pub fn suggested(list: Option<&Value>) -> Option<Vec<String>> {
    let names = names(list?)?.into_iter().filter(|name| name.len() <= 300);
    Some(names.take(MAX).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{names, suggested};

    #[test]
    fn a_list_gives_its_names_in_whatever_form() {
        for list in [
            json!({"object": "list", "data": [{"id": "b"}, {"id": "a"}, {"id": 7}, {}]}),
            json!([{"id": "b"}, {"id": "a"}]),
            json!(["b", "a"]),
            json!({"data": ["b", "a"]}),
            json!({"models": [{"name": "b", "size": 3}, {"model": "a"}]}),
            json!({"models": ["b", "a"], "total": 2}),
        ] {
            assert_eq!(names(&list), Some(vec!["b", "a"]), "{list}");
        }
        assert_eq!(names(&json!({"data": []})), Some(Vec::new()));
    }

    #[test]
    fn what_is_no_list_gives_none() {
        for other in [json!({"error": "no"}), json!({"data": {}}), json!([1, 2]), json!("m"), json!([[]])] {
            assert_eq!(names(&other), None, "{other}");
        }
        assert_eq!(suggested(None), None);
    }

    #[test]
    fn suggestions_are_bounded() {
        let list = json!([{"id": "x".repeat(301)}, {"id": "a"}]);
        assert_eq!(suggested(Some(&list)), Some(vec!["a".to_owned()]));
        assert_eq!(suggested(Some(&json!(vec!["a"; 2_001]))).unwrap().len(), 2_000);
    }
}
