//! JSON as text, written by hand: the library's writer brings tables for printing floats that cost
//! 3 kB of the page, and nothing here needs them exactly.

use serde_json::{Number, Value};

/// The text of a value, without white space.
pub fn of(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// The text of a value, a member or an item a line, two spaces deeper at each level.
pub fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write_indented(value, 1, &mut text);
    text
}

/// A text as a JSON string, with its quotes.
pub fn of_text(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    write_text(text, &mut written);
    written
}

/// A number; what is no whole number is rounded to three decimal places.
pub fn of_number(number: &Number) -> String {
    if let Some(whole) = number.as_u64() {
        return whole.to_string();
    }
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    let float = number.as_f64().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, which is meant")]
    let thousandths = (float.abs() * 1000.0 + 0.5) as u64;
    let sign = if float < 0.0 { "-" } else { "" };
    let digits = format!("{sign}{}.{:03}", thousandths / 1000, thousandths % 1000);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn write(value: &Value, into: &mut String) {
    match value {
        Value::Null => into.push_str("null"),
        Value::Bool(is_true) => into.push_str(if *is_true { "true" } else { "false" }),
        Value::Number(number) => into.push_str(&of_number(number)),
        Value::String(text) => write_text(text, into),
        Value::Array(items) => {
            into.push('[');
            for (place, item) in items.iter().enumerate() {
                into.push_str(if place > 0 { "," } else { "" });
                write(item, into);
            }
            into.push(']');
        }
        Value::Object(members) => {
            into.push('{');
            for (place, (name, member)) in members.iter().enumerate() {
                into.push_str(if place > 0 { "," } else { "" });
                write_text(name, into);
                into.push(':');
                write(member, into);
            }
            into.push('}');
        }
    }
}

fn write_indented(value: &Value, depth: usize, into: &mut String) {
    let line = |depth: usize, into: &mut String| {
        into.push('\n');
        into.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Array(items) if !items.is_empty() => {
            into.push('[');
            for (place, item) in items.iter().enumerate() {
                into.push_str(if place > 0 { "," } else { "" });
                line(depth, into);
                write_indented(item, depth + 1, into);
            }
            line(depth - 1, into);
            into.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            into.push('{');
            for (place, (name, member)) in members.iter().enumerate() {
                into.push_str(if place > 0 { "," } else { "" });
                line(depth, into);
                write_text(name, into);
                into.push_str(": ");
                write_indented(member, depth + 1, into);
            }
            line(depth - 1, into);
            into.push('}');
        }
        other => write(other, into),
    }
}

/// Source: RFC 8259, section 7.
fn write_text(text: &str, into: &mut String) {
    into.push('"');
    for character in text.chars() {
        match character {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            control if control < ' ' => {
                const HEX: [char; 16] =
                    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
                into.push_str("\\u00");
                into.push(HEX[control as usize / 16]);
                into.push(HEX[control as usize % 16]);
            }
            other => into.push(other),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_as_it_was() {
        let every: String = (0..0x300).chain([0x2028, 0xfffd, 0x1f44d]).filter_map(char::from_u32).collect();
        for text in ["", "a \"b\" \\ \n", &every] {
            assert_eq!(serde_json::from_str::<String>(&of_text(text)).unwrap(), text);
        }
    }

    #[test]
    fn a_value_is_written_as_the_library_would() {
        for text in [r#"{"a":[1,-2,true,null,"x"],"b":{}}"#, "[]", "18446744073709551615", "0.5", "-1.25"] {
            let value: Value = text.parse().unwrap();
            assert_eq!(of(&value), value.to_string());
        }
    }

    #[test]
    fn an_indented_value_is_written_as_the_library_would() {
        for text in [r#"{"a":[1,{"b":[]},"x"],"c":{},"d":{"e":null}}"#, "[]", "3", "[[[]]]"] {
            let value: Value = text.parse().unwrap();
            assert_eq!(pretty(&value), serde_json::to_string_pretty(&value).unwrap());
        }
    }

    #[test]
    fn a_float_keeps_three_places() {
        for (text, written) in [("0.123456", "0.123"), ("1e3", "1000"), ("-0.0", "0"), ("2.0", "2")] {
            assert_eq!(of(&text.parse().unwrap()).replace("-0", "0"), written, "{text}");
        }
    }
}
