//! The objects of the OpenAI reference that clients rely on, as data.
//!
//! Sources: "The chat completion object" and "The chat completion chunk object" and
//! "List models" of the API reference.

/// One member of an object.
pub(super) struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it should hold.
    pub expected: Wanted,
    /// Whether it must be there; if not, it may also be null.
    pub is_required: bool,
}

/// What a value should be.
pub(super) enum Wanted {
    /// Any string.
    Text,
    /// A string that is not empty.
    FilledText,
    /// One of these strings; beside them, how to say so.
    OneOf(&'static [&'static str], &'static str),
    /// A number without a fraction.
    Integer,
    /// An object with these members.
    Object(&'static [Field]),
    /// A list of objects with these members.
    List(&'static [Field]),
    /// The same, with one object at least.
    FilledList(&'static [Field]),
}

impl Wanted {
    /// What is wanted, in words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::FilledText => "a non-empty string",
            Self::OneOf(_, words) => words,
            Self::Integer => "an integer",
            Self::Object(_) => "an object",
            Self::List(_) => "an array",
            Self::FilledList(_) => "a non-empty array",
        }
    }
}

const fn must(name: &'static str, expected: Wanted) -> Field {
    Field { name, expected, is_required: true }
}

const fn may(name: &'static str, expected: Wanted) -> Field {
    Field { name, expected, is_required: false }
}

const ASSISTANT: Wanted = Wanted::OneOf(&["assistant"], "\"assistant\"");

const FINISH_REASON: Wanted = Wanted::OneOf(
    &["stop", "length", "tool_calls", "content_filter", "function_call"],
    "\"stop\", \"length\", \"tool_calls\" or \"content_filter\"",
);

const USAGE: Wanted = Wanted::Object(&[
    must("prompt_tokens", Wanted::Integer),
    must("completion_tokens", Wanted::Integer),
    must("total_tokens", Wanted::Integer),
]);

/// The chat completion object; its `message.content` has a rule of its own.
pub(super) static COMPLETION: &[Field] = &[
    must("id", Wanted::FilledText),
    must("object", Wanted::OneOf(&["chat.completion"], "\"chat.completion\"")),
    must("created", Wanted::Integer),
    must("model", Wanted::FilledText),
    must(
        "choices",
        Wanted::FilledList(&[
            must("index", Wanted::Integer),
            must(
                "message",
                Wanted::Object(&[
                    must("role", ASSISTANT),
                    may("refusal", Wanted::Text),
                    may(
                        "tool_calls",
                        Wanted::List(&[
                            must("id", Wanted::FilledText),
                            must("type", Wanted::OneOf(&["function"], "\"function\"")),
                            must(
                                "function",
                                Wanted::Object(&[
                                    must("name", Wanted::FilledText),
                                    must("arguments", Wanted::Text),
                                ]),
                            ),
                        ]),
                    ),
                ]),
            ),
            must("finish_reason", FINISH_REASON),
        ]),
    ),
    must("usage", USAGE),
];

/// The list of models.
pub(super) static LIST: &[Field] = &[
    must("object", Wanted::OneOf(&["list"], "\"list\"")),
    must("data", Wanted::List(&[must("id", Wanted::FilledText), must("object", Wanted::Text)])),
];

/// The chat completion chunk object. `created`, `model` and `finish_reason` may be missing here:
/// clients read them, if at all, from one chunk of the stream.
pub(super) static CHUNK: &[Field] = &[
    must("id", Wanted::FilledText),
    must("object", Wanted::OneOf(&["chat.completion.chunk"], "\"chat.completion.chunk\"")),
    may("created", Wanted::Integer),
    may("model", Wanted::Text),
    must(
        "choices",
        Wanted::List(&[
            must("index", Wanted::Integer),
            must(
                "delta",
                Wanted::Object(&[
                    may("role", ASSISTANT),
                    may("content", Wanted::Text),
                    may("refusal", Wanted::Text),
                    may(
                        "tool_calls",
                        Wanted::List(&[
                            must("index", Wanted::Integer),
                            may("id", Wanted::Text),
                            may("type", Wanted::OneOf(&["function"], "\"function\"")),
                            may(
                                "function",
                                Wanted::Object(&[may("name", Wanted::Text), may("arguments", Wanted::Text)]),
                            ),
                        ]),
                    ),
                ]),
            ),
            may("finish_reason", FINISH_REASON),
        ]),
    ),
    may("usage", USAGE),
];
