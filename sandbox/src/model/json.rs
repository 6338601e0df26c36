//! A JSON object for requests that ask for one.

use serde_json::{Map, Value, json};

use super::quote;

/// The object in the prompt if there is one; else one whose keys are what the prompt quotes.
pub fn object(prompt: &str) -> Value {
    let literal = prompt.find('{').zip(prompt.rfind('}')).filter(|(start, end)| start < end);
    let literal = literal.and_then(|(start, end)| serde_json::from_str::<Value>(&prompt[start..=end]).ok());
    if let Some(literal) = literal {
        return literal;
    }
    let keys = quote::quoted(prompt);
    let object: Map<String, Value> = keys.iter().map(|(_, key)| ((*key).to_owned(), json!("word"))).collect();
    if object.is_empty() { json!({ "answer": "word" }) } else { Value::Object(object) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_says_what_is_in_it() {
        assert_eq!(object("Answer in JSON."), json!({ "answer": "word" }));
        assert_eq!(object("JSON with the key \"city\""), json!({ "city": "word" }));
        assert_eq!(object("Answer {\"a\": [1]} please"), json!({ "a": [1] }));
        assert_eq!(object("} {"), json!({ "answer": "word" }));
    }
}
