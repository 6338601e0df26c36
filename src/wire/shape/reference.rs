//! Fields of the reference: programs may rely on these, and on no others.

use super::expected::{CHUNK, COMPLETION, LIST};
use super::{Field, Shape};

/// Returns true if the reference has a field at this path of a completion, such as `choices[].message.role`.
pub fn is_of_completion(path: &str) -> bool {
    // Its content has a separate rule.
    path == "choices[].message.content" || names(COMPLETION, path)
}

/// The same of a chat completion chunk.
pub fn is_of_chunk(path: &str) -> bool {
    names(CHUNK, path)
}

/// The same of the list of models.
pub fn is_of_list(path: &str) -> bool {
    names(LIST, path)
}

fn names(fields: &[Field], path: &str) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let name = first.trim_end_matches("[]");
    let Some(field) = fields.iter().find(|field| field.name == name) else { return false };
    rest.is_none_or(|rest| members(&field.shape).is_some_and(|fields| names(fields, rest)))
}

fn members(shape: &Shape) -> Option<&'static [Field]> {
    match shape {
        Shape::Object(fields) | Shape::ExactObject(fields) => Some(fields),
        Shape::List(item) | Shape::FilledList(item) => members(item),
        Shape::Text | Shape::FilledText | Shape::OneOf(..) | Shape::Integer => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reference_names_is_told_from_what_a_vendor_adds() {
        for path in
            ["id", "choices", "choices[].message.content", "choices[].message.role", "usage.total_tokens"]
        {
            assert!(is_of_completion(path), "{path}");
        }
        for path in
            ["timings", "system_fingerprint", "usage.prompt_tokens_details", "choices[].message.x", "id.x"]
        {
            assert!(!is_of_completion(path), "{path}");
        }
        assert!(is_of_chunk("choices[].delta.content") && !is_of_chunk("choices[].logprobs"));
        assert!(is_of_list("data[].id") && !is_of_list("data[].owned_by"));
    }
}
