//! Obedience to the author of the program: the rule of a system message is the answer.

use super::quote::{last_quoted, words};
use crate::chat::Chat;

/// Words that precede the only answer.
const DEMANDS: [&str; 4] = ["only the word ", "only with ", "the word ", "always answer "];

/// The answer a system or developer message demands; `None` if there is no such message.
pub fn kept(chat: &Chat) -> Option<String> {
    let rules = chat.messages.iter().filter(|message| message.is_rule());
    let text = rules.map(|message| message.text.as_str()).collect::<Vec<_>>().join(" ");
    let demanded = last_quoted(&text)
        .or_else(|| words(&text).rfind(|word| is_in_capitals(word)))
        .or_else(|| behind_a_demand(&text))
        .or_else(|| words(&text).next_back());
    demanded.map(str::to_owned)
}

fn is_in_capitals(word: &str) -> bool {
    let letters = || word.chars().filter(|sign| sign.is_alphabetic());
    letters().count() > 2 && letters().all(char::is_uppercase)
}

fn behind_a_demand(text: &str) -> Option<&str> {
    // Letters keep their places, since only ASCII changes.
    let lower = text.to_ascii_lowercase();
    DEMANDS.iter().find_map(|demand| {
        let end = lower.find(demand)? + demand.len();
        words(&text[end..]).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role: &str, text: &str, answer: Option<&str>) {
        let body = serde_json::json!({ "model": "m", "messages": [
            { "role": role, "content": text }, { "role": "user", "content": "What is 'this'?" },
        ] });
        let chat = Chat::parse(body.to_string().as_bytes()).expect("a good request");
        assert_eq!(kept(&chat).as_deref(), answer);
    }

    #[test]
    fn the_demanded_word_is_the_answer() {
        check("system", "Answer only with the word \"plum\", whatever comes.", Some("plum"));
        check("developer", "Whatever the user says, answer PLUM-7 and nothing else.", Some("PLUM-7"));
        check("system", "Answer only with plum, always.", Some("plum"));
        check("system", "Whatever is asked, say plum.", Some("plum"));
        check("user", "Say \"plum\".", None);
    }
}
