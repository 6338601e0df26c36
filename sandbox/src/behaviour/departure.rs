//! Replies that depart a little from the reference: the official SDK reads the answer, others do not.

use serde_json::{Value, json};

use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::expected::{CheckId, Checks, DiagnosisKind, Expected, Points, Verdict};
use crate::gateway::{Gateway, HEALTHY, as_events};
use crate::pacing::paced;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Small deviations", rows: ROWS };

const ROWS: &[Behaviour] = &[
    Behaviour {
        id: "finish-null",
        title: "The completion has no finish reason and no index.",
        lesson: "The official SDK reads the answer, but a typed client rejects it.",
        gateway: Gateway {
            plain: |it| with_choice(it, &[("finish_reason", Value::Null), ("index", Value::Null)]),
            ..HEALTHY
        },
        expects: plain_only(&[
            (CheckId::CompletionShape, Verdict::Warn),
            (CheckId::StreamParity, Verdict::Warn),
        ]),
        ..ROW
    },
    Behaviour {
        id: "object-missing",
        title: "The completion does not say which kind of object it is.",
        lesson: "Clients that choose their reader by this field fail.",
        gateway: Gateway { plain: |it| changed(it, |json| json["object"] = Value::Null), ..HEALTHY },
        expects: plain_only(&[(CheckId::CompletionShape, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "role-missing",
        title: "The answer does not say who speaks.",
        lesson: "Programs that send the message back in a conversation send it without a role.",
        gateway: Gateway {
            plain: |it| changed(it, |json| json["choices"][0]["message"]["role"] = Value::Null),
            ..HEALTHY
        },
        expects: plain_only(&[(CheckId::CompletionShape, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "chunks-nameless",
        title: "The chunks of the stream have neither id nor object.",
        lesson: "The text arrives, but typed clients reject each chunk.",
        gateway: Gateway { streamed: |_, chat, it| chunks(chat, it, nameless), ..HEALTHY },
        expects: streamed_only(&[
            (CheckId::StreamShape, Verdict::Warn),
            (CheckId::StreamParity, Verdict::Warn),
        ]),
        ..ROW
    },
    Behaviour {
        id: "delta-missing",
        title: "The last chunk of the stream has no delta.",
        lesson: "Code that reads the delta of every chunk breaks at the end.",
        gateway: Gateway { streamed: |_, chat, it| chunks(chat, it, last_without_delta), ..HEALTHY },
        expects: streamed_only(&[(CheckId::StreamShape, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "finish-at-once",
        title: "The first chunk of the stream has a finish reason, and the text follows.",
        lesson: "Clients that stop at a finish reason show nothing.",
        gateway: Gateway { streamed: |_, chat, it| chunks(chat, it, finished_at_once), ..HEALTHY },
        expects: streamed_only(&[(CheckId::StreamTerminated, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "finish-in-every-chunk",
        title: "Every chunk of the stream has a finish reason.",
        lesson: "Clients that stop at a finish reason show the first word.",
        gateway: Gateway { streamed: |_, chat, it| chunks(chat, it, always_finished), ..HEALTHY },
        expects: streamed_only(&[(CheckId::StreamTerminated, Verdict::Warn)]),
        ..ROW
    },
    Behaviour {
        id: "finish-with-the-last-word",
        title: "The last word of the stream and the finish reason are in one chunk.",
        lesson: "Several servers send the end so, and every client reads it.",
        gateway: Gateway { streamed: |_, chat, it| chunks(chat, it, finished_with_the_last), ..HEALTHY },
        ..ROW
    },
    Behaviour {
        id: "stream-of-python",
        title: "The events of the stream are written as Python prints them.",
        lesson: "Single quotes are not JSON, so no client can read an event.",
        gateway: Gateway {
            streamed: |gateway, chat, it| {
                let events = as_events(it.chunks(chat.include_usage)).into_iter();
                Reply::events(paced(events.map(|event| event.replace('"', "'")), gateway.pace))
            },
            ..HEALTHY
        },
        expects: Expected::when_streamed(Points::NO_COMPLETION, Some(DiagnosisKind::StreamMalformed))
            .with_checks(&[(CheckId::StreamShape, Verdict::Fail)]),
        ..ROW
    },
];

const fn plain_only(checks: Checks) -> Expected {
    Expected::when_plain(Points::CONTRACT_WARN, None).with_checks(checks)
}

const fn streamed_only(checks: Checks) -> Expected {
    Expected::when_streamed(Points::CONTRACT_WARN, None).with_checks(checks)
}

fn changed(completion: &Completion, change: fn(&mut Value)) -> Reply {
    let mut json = completion.json();
    change(&mut json);
    Reply::json(200, &json)
}

/// Replaces these members of the choice.
fn with_choice(completion: &Completion, members: &[(&str, Value)]) -> Reply {
    let mut json = completion.json();
    for (name, value) in members {
        json["choices"][0][*name] = value.clone();
    }
    Reply::json(200, &json)
}

/// A stream of changed chunks, ended as it should.
fn chunks(chat: &Chat, completion: &Completion, change: fn(&mut [Value])) -> Reply {
    let mut chunks = completion.chunks(chat.include_usage);
    change(&mut chunks);
    Reply::events(paced(as_events(chunks), HEALTHY.pace))
}

fn nameless(chunks: &mut [Value]) {
    for chunk in chunks.iter_mut().filter_map(Value::as_object_mut) {
        chunk.remove("id");
        chunk.remove("object");
    }
}

/// The chunks of the first choice, without the one that only carries usage.
fn of_choices(chunks: &mut [Value]) -> impl DoubleEndedIterator<Item = &mut Value> {
    chunks.iter_mut().filter(|chunk| chunk["choices"].as_array().is_some_and(|all| !all.is_empty()))
}

fn last_without_delta(chunks: &mut [Value]) {
    if let Some(chunk) = of_choices(chunks).next_back() {
        chunk["choices"][0]["delta"] = Value::Null;
    }
}

fn finished_at_once(chunks: &mut [Value]) {
    if let Some(chunk) = of_choices(chunks).next() {
        chunk["choices"][0]["finish_reason"] = json!("stop");
    }
}

fn always_finished(chunks: &mut [Value]) {
    of_choices(chunks).for_each(|chunk| chunk["choices"][0]["finish_reason"] = json!("stop"));
}

fn finished_with_the_last(chunks: &mut [Value]) {
    if let Some(chunk) = of_choices(chunks).rev().nth(1) {
        chunk["choices"][0]["finish_reason"] = json!("stop");
    }
}
