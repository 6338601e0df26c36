//! Gateways that say the key in parts which a reader puts together, and a key that is a word of the
//! protocol: a correct page shows nothing of the first, and is not misled by the second.

use serde_json::{Value, json};

use super::key_echo::SAME_ANSWER;
use super::{Behaviour, Family, ROW};
use crate::call::Call;
use crate::chat::Chat;
use crate::completion::{Completion, tokens};
use crate::expected::{CheckId, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY};
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Key in parts of the reply", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "key-in-parts",
        title: "The answer is a list of parts, and the key is split between two of them.",
        lesson: "The page masks text after it joins the parts.",
        gateway: Gateway { plain: |it| changed(it, in_parts), ..KEY_SAID },
        expects: Expected::when_plain(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::CompletionShape, Verdict::Warn)])
            .in_full(Points::CONTRACT_WARN, &SHAPE_WARNS),
        ..ROW
    },
    Behaviour {
        id: "key-in-two-members",
        title: "Half of the key is in the choice's text, the other half in its message.",
        lesson: "The page masks one answer as one text.",
        gateway: Gateway { plain: |it| changed(it, in_two_members), ..KEY_SAID },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, SAME_ANSWER),
        ..ROW
    },
    Behaviour {
        id: "key-in-letters",
        title: "The answer streams the key letter by letter.",
        lesson: "The raw stream in a report contains the key too, unless it is masked as one text.",
        gateway: Gateway { respond: in_letters, ..HEALTHY },
        expects: Expected::PASSED.in_full(Points::CONTRACT_WARN, SAME_ANSWER),
        ..ROW
    },
    Behaviour {
        id: "key-at-the-cut",
        title: "The key is in the finish reason, at the place where the quote is cut.",
        lesson: "The page masks text before it cuts it.",
        gateway: Gateway { plain: |it| changed(it, at_the_cut), ..KEY_SAID },
        expects: Expected::when_plain(Points::CONTRACT_WARN, None)
            .with_checks(&[(CheckId::CompletionShape, Verdict::Warn)])
            .in_full(Points::CONTRACT_WARN, &SHAPE_WARNS),
        ..ROW
    },
    Behaviour {
        id: "key-is-a-word",
        title: "Everything works, and the key is a word that every reply contains.",
        lesson: "The checks use the original evidence. The page masks what it shows.",
        key: Some("assistant"),
        gateway: Gateway { accepts_key: |key| key == Some("assistant"), ..HEALTHY },
        expects: Expected::PASSED,
        ..ROW
    },
];

/// A model that says the key, whole.
const KEY_SAID: Gateway = Gateway { respond: the_key, ..HEALTHY };

const SHAPE_WARNS: [(CheckId, Verdict); 1 + SAME_ANSWER.len()] = and_shape(Verdict::Warn);

/// Returns the verdicts on a model that answers everything alike, in a form that departs.
const fn and_shape(verdict: Verdict) -> [(CheckId, Verdict); 1 + SAME_ANSWER.len()] {
    let mut all = [(CheckId::CompletionShape, verdict); 1 + SAME_ANSWER.len()];
    let mut index = 0;
    while index < SAME_ANSWER.len() {
        all[1 + index] = SAME_ANSWER[index];
        index += 1;
    }
    all
}

fn the_key(call: &Call, chat: &Chat) -> Completion {
    Completion::of(call, chat, tokens(&format!("{BEFORE}{}{BEHIND}", call.key().unwrap_or("(none)"))))
}

const BEFORE: &str = "Your key is ";
const BEHIND: &str = " and it works.";

fn in_letters(call: &Call, chat: &Chat) -> Completion {
    let letters = call.key().unwrap_or("(none)").chars().map(String::from);
    Completion::of(call, chat, letters.collect())
}

/// The completion after a change of its first choice; the second argument is the answer.
fn changed(completion: &Completion, change: fn(&mut Value, &str)) -> Reply {
    let mut body = completion.json();
    change(&mut body["choices"][0], &completion.tokens.concat());
    Reply::json(200, &body)
}

fn halves(text: &str) -> (&str, &str) {
    text.split_at(text.floor_char_boundary(text.len() / 2))
}

fn in_parts(choice: &mut Value, text: &str) {
    let (first, second) = halves(text);
    choice["message"]["content"] =
        json!([{ "type": "text", "text": first }, { "type": "text", "text": second }]);
}

fn in_two_members(choice: &mut Value, text: &str) {
    let (first, second) = halves(text);
    choice["text"] = json!(first);
    choice["message"]["content"] = json!(second);
}

fn at_the_cut(choice: &mut Value, text: &str) {
    let key = text.trim_start_matches(BEFORE).trim_end_matches(BEHIND);
    choice["finish_reason"] = json!(key);
}
