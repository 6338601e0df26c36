//! The kinds of requests that programs share, with what each relies on.

use super::{Feature, Need, Way};
use crate::check::CheckId;
use crate::check::Verdict::{self, Fail, Inconclusive, Pass, Skipped, Unsupported, Warn};

const OPEN: &[Verdict] = &[Inconclusive, Skipped];

const fn need(check: CheckId, fails: &'static [Verdict], opens: &'static [Verdict]) -> Need {
    Need { check, fails, opens, is_read: false }
}

/// The check must not fail; what a warning means depends on what the program reads.
const fn read(check: CheckId) -> Need {
    Need { check, fails: &[Fail, Unsupported], opens: OPEN, is_read: true }
}

/// The same, where nothing follows from a check that was not run.
const fn read_if_known(check: CheckId) -> Need {
    Need { check, fails: &[Fail], opens: &[], is_read: true }
}

/// The check must not fail.
const fn not_failed(check: CheckId) -> Need {
    need(check, &[Fail, Unsupported], OPEN)
}

/// The check must pass without a warning.
const fn passed(check: CheckId) -> Need {
    need(check, &[Fail, Warn, Unsupported], OPEN)
}

/// An answer without text does not count as one; if the model declined, the program shows what it got.
const CONTENT: Need = need(CheckId::CompletionContent, &[Fail], &[Warn, Inconclusive, Skipped]);
/// The same of a streamed answer, where the plain one tells at most that the model has nothing to say.
const CONTENT_OF_MODEL: Need = need(CheckId::CompletionContent, &[], &[Warn]);
/// And where an error instead of the plain one may come in the stream too.
const NO_ERROR: Need = need(CheckId::ErrorInStream, &[], &[Fail]);
const ENDS: Need = need(CheckId::StreamTerminated, &[Fail], OPEN);

const fn way(feature: Feature, needs: &'static [Need]) -> Way {
    Way { feature, needs }
}

pub(super) const PLAIN: Way = way(Feature::Plain, &[read(CheckId::CompletionShape), CONTENT]);

pub(super) const STREAMED: Way = way(
    Feature::Streamed,
    &[read(CheckId::StreamShape), ENDS, read_if_known(CheckId::StreamParity), CONTENT_OF_MODEL, NO_ERROR],
);

/// For those that always send `stream_options`.
pub(super) const STREAMED_WITH_OPTIONS: Way = way(
    Feature::Streamed,
    &[
        read(CheckId::StreamShape),
        ENDS,
        need(CheckId::StreamUsage, &[Warn], &[]),
        read_if_known(CheckId::StreamParity),
        CONTENT_OF_MODEL,
        NO_ERROR,
    ],
);

/// A server that only rejects that a call is demanded serves programs that leave the choice to the model, and
/// then its arguments are known.
const CALLED: Need = need(CheckId::ToolCall, &[Fail, Warn], OPEN);
/// The request with the result demands no call, like those of programs that leave the choice to the model.
const CHOSEN: Need = need(CheckId::ToolRoundTrip, &[Unsupported], &[]);

pub(super) const TOOLS: Way = way(
    Feature::Tools,
    &[CALLED, not_failed(CheckId::ToolArguments), CHOSEN, read_if_known(CheckId::CompletionShape)],
);

/// For those that check the arguments.
pub(super) const TYPED_TOOLS: Way = way(
    Feature::Tools,
    &[CALLED, passed(CheckId::ToolArguments), CHOSEN, read_if_known(CheckId::CompletionShape)],
);

/// For those that check the arguments, and demand the call.
pub(super) const FORCED_TOOLS: Way = way(
    Feature::Tools,
    &[passed(CheckId::ToolCall), passed(CheckId::ToolArguments), read_if_known(CheckId::CompletionShape)],
);

/// For those that are likely to send `stream_options`: their version decides.
pub(super) const STREAMED_PERHAPS_WITH_OPTIONS: Way = way(
    Feature::Streamed,
    &[
        read(CheckId::StreamShape),
        ENDS,
        need(CheckId::StreamUsage, &[], &[Warn]),
        read_if_known(CheckId::StreamParity),
        CONTENT_OF_MODEL,
        NO_ERROR,
    ],
);

/// For those that stream what they do with tools.
pub(super) const STREAMED_TOOLS: Way =
    way(Feature::Tools, &[passed(CheckId::ToolStream), CHOSEN, read_if_known(CheckId::StreamShape)]);

pub(super) const JSON_MODE: Way =
    way(Feature::Json, &[not_failed(CheckId::JsonObject), read_if_known(CheckId::CompletionShape)]);

/// For those that put the schema into a system message.
pub(super) const JSON_MODE_WITH_SYSTEM: Way = way(
    Feature::Json,
    &[
        not_failed(CheckId::JsonObject),
        need(CheckId::SystemMessage, &[Unsupported], &[]),
        read_if_known(CheckId::CompletionShape),
    ],
);

pub(super) const JSON_SCHEMA: Way =
    way(Feature::Json, &[not_failed(CheckId::JsonSchema), read_if_known(CheckId::CompletionShape)]);

/// For those that get JSON as the arguments of a tool.
pub(super) const JSON_BY_TOOL: Way = way(Feature::Json, FORCED_TOOLS.needs);

pub(super) const USAGE: Way = way(Feature::Usage, &[not_failed(CheckId::UsageReported)]);
pub(super) const STREAMED_USAGE: Way = way(Feature::Usage, &[passed(CheckId::StreamUsage)]);
pub(super) const MODELS: Way = way(Feature::Models, &[read(CheckId::ModelsShape)]);
/// No check asks for a stream.
pub(super) const STREAMED_RESPONSES: Way = way(
    Feature::StreamedResponses,
    &[need(CheckId::ResponsesApi, &[Fail, Warn, Unsupported], &[Pass, Inconclusive, Skipped])],
);
/// For those that also read a bare list.
pub(super) const MODELS_IN_ANY_FORM: Way =
    way(Feature::Models, &[need(CheckId::ModelsShape, &[], &[Fail, Inconclusive, Skipped])]);
pub(super) const RESPONSES: Way = way(Feature::Responses, &[passed(CheckId::ResponsesApi)]);
pub(super) const BROWSER: Way = way(Feature::Browser, &[not_failed(CheckId::BrowserAccess)]);

/// Need that stays open if a parameter is rejected, for those that always send `temperature`.
pub(super) const TEMPERATURE: Need = need(CheckId::Parameters, &[], &[Unsupported]);

/// Checks that explain why no request at all is answered, the plainest first.
pub(super) const FOR_ALL: [CheckId; 6] = [
    CheckId::Reachable,
    CheckId::RouteStays,
    CheckId::AuthAccepted,
    CheckId::ModelAuthorised,
    CheckId::ModelCallable,
    CheckId::ErrorInStream,
];
