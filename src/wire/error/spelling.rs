//! Spellings that servers use for the members of an error, in order of preference.

/// Spellings of `message`, in order of preference.
pub(super) const WORDS: [&str; 14] = [
    "message",
    "Message",
    "msg",
    "error_msg",
    "error_message",
    "errorMessage",
    "errmsg",
    "status_msg",
    "error_description",
    "description",
    "detail",
    "reason",
    "error",
    "text",
];

/// Spellings of `code`.
pub(super) const CODES: [&str; 8] =
    ["code", "error_code", "errorCode", "status_code", "statusCode", "errorcode", "Code", "err_code"];

/// Spellings of the request's id.
pub(super) const REQUEST_IDS: [&str; 5] = ["request_id", "requestId", "RequestId", "request-id", "requestID"];

/// Spellings of a field that says how long to wait in seconds, or as a duration with a unit.
pub(super) const WAITS: [&str; 7] = [
    "retry_after",
    "retryAfter",
    "retry-after",
    "Retry-After",
    "retry_after_seconds",
    "retryDelay",
    "estimated_time",
];

/// Spellings of the member that holds an error.
pub(super) const ERRORS: [&str; 4] = ["error", "Error", "err", "exception"];

/// Members that may hold a member of these.
pub(super) const HOLDERS: [&str; 6] =
    ["response", "Response", "ResponseMetadata", "result", "message", "data"];

/// Members that hold code and words, whether something failed or not.
pub(super) const BASES: [&str; 3] = ["base_resp", "status", "header"];
