//! The objects of the OpenAI reference that clients rely on, as data.
//!
//! Sources: "The chat completion object" and "The chat completion chunk object" and
//! "List models" of the API reference.

use super::{Field, Shape, may, must};

const ASSISTANT: Shape = Shape::OneOf(&["assistant"], "\"assistant\"");

const FINISH_REASON: Shape = Shape::OneOf(
    &["stop", "length", "tool_calls", "content_filter", "function_call"],
    "\"stop\", \"length\", \"tool_calls\" or \"content_filter\"",
);

const USAGE: Shape = Shape::Object(&[
    must("prompt_tokens", Shape::Integer),
    must("completion_tokens", Shape::Integer),
    must("total_tokens", Shape::Integer),
]);

/// The chat completion object; its `message.content` has a separate rule.
pub(super) static COMPLETION: &[Field] = &[
    must("id", Shape::FilledText),
    must("object", Shape::OneOf(&["chat.completion"], "\"chat.completion\"")),
    must("created", Shape::Integer),
    must("model", Shape::FilledText),
    must(
        "choices",
        Shape::FilledList(&Shape::Object(&[
            must("index", Shape::Integer),
            must(
                "message",
                Shape::Object(&[
                    must("role", ASSISTANT),
                    may("refusal", Shape::Text),
                    may(
                        "tool_calls",
                        Shape::List(&Shape::Object(&[
                            must("id", Shape::FilledText),
                            must("type", Shape::OneOf(&["function"], "\"function\"")),
                            must(
                                "function",
                                Shape::Object(&[
                                    must("name", Shape::FilledText),
                                    must("arguments", Shape::Text),
                                ]),
                            ),
                        ])),
                    ),
                ]),
            ),
            must("finish_reason", FINISH_REASON),
        ])),
    ),
    must("usage", USAGE),
];

/// The list of models.
pub(super) static LIST: &[Field] = &[
    must("object", Shape::OneOf(&["list"], "\"list\"")),
    must("data", Shape::List(&Shape::Object(&[must("id", Shape::FilledText), must("object", Shape::Text)]))),
];

/// The chat completion chunk object. `created`, `model` and `finish_reason` may be missing here:
/// clients read them, if at all, from one chunk of the stream.
pub(super) static CHUNK: &[Field] = &[
    must("id", Shape::FilledText),
    must("object", Shape::OneOf(&["chat.completion.chunk"], "\"chat.completion.chunk\"")),
    may("created", Shape::Integer),
    may("model", Shape::Text),
    must(
        "choices",
        Shape::List(&Shape::Object(&[
            must("index", Shape::Integer),
            must(
                "delta",
                Shape::Object(&[
                    may("role", ASSISTANT),
                    may("content", Shape::Text),
                    may("refusal", Shape::Text),
                    may(
                        "tool_calls",
                        Shape::List(&Shape::Object(&[
                            must("index", Shape::Integer),
                            may("id", Shape::Text),
                            may("type", Shape::OneOf(&["function"], "\"function\"")),
                            may(
                                "function",
                                Shape::Object(&[may("name", Shape::Text), may("arguments", Shape::Text)]),
                            ),
                        ])),
                    ),
                ]),
            ),
            may("finish_reason", FINISH_REASON),
        ])),
    ),
    may("usage", USAGE),
];
