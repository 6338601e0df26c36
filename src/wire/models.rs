//! The list of models. Source: OpenAI reference, models/list.

use serde_json::Value;

/// No list is longer in the suggestions.
const MAX: usize = 2_000;

/// The ids of a model list, in the server's order; `None` if it is no list.
pub fn ids(list: Option<&Value>) -> Option<Vec<String>> {
    let data = list?.get("data")?.as_array()?;
    let ids = data.iter().filter_map(|model| model.get("id")?.as_str());
    Some(ids.filter(|id| id.len() <= 300).take(MAX).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::ids;

    #[test]
    fn a_list_gives_its_ids() {
        let list = json!({"object": "list", "data": [{"id": "b"}, {"id": "a"}, {"id": 7}, {}]});
        assert_eq!(ids(Some(&list)), Some(vec!["b".to_owned(), "a".to_owned()]));
        assert_eq!(ids(Some(&json!({"data": []}))), Some(Vec::new()));
    }

    #[test]
    fn what_is_no_list_gives_none() {
        assert_eq!(ids(Some(&json!({"error": "no"}))), None);
        assert_eq!(ids(None), None);
    }
}
