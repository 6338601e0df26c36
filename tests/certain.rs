//! Every way to a diagnosis that is certain, with the reason why nothing else is left.
//!
//! A new place in `src/diagnosis/` that says certain, and a new kind that a pattern of
//! `src/refusal/patterns/` names, fails here until it is listed with its reason. What has another explanation
//! is likely.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// File of `src/diagnosis/`, the text of the line that says certain, and the reason.
const PLACES: &[(&str, &str, &str)] = &[
    ("input.rs", "UrlInsecure", "The base URL itself begins with http:// and names a public host."),
    ("key.rs", "KeyMissing", "A refusal below 500 is about the key, and no key was entered."),
    ("key.rs", "KeyIsStorageKey", "The key has the form of a storage key, and a refusal is about the key."),
    (
        "mod.rs",
        "_ if refusal.is_from_message",
        "The server's own code or words say it. `KINDS_BY_WORDS` has the kinds.",
    ),
    ("mod.rs", "ErrorUnder200", "The status is a success, and the body holds an error object."),
    (
        "negative_controls.rs",
        "KeyNotChecked",
        "A made-up key got an answer of the model, as the real one did.",
    ),
    ("network.rs", "TimedOut", "The page's own clock: the time limit passed before a reply began."),
    ("network.rs", "RedirectNotFollowed", "The browser reports a redirect that it was told not to follow."),
    ("network.rs", "Stopped", "The page itself ended the request when Stop was pressed."),
    (
        "path.rs",
        "if is_proved",
        "One request went to both addresses: the typed one failed it, the other's chat endpoint looked into it.",
    ),
    ("reply.rs", "ReplyTooLarge", "The page itself stopped reading at its limit."),
    ("reply.rs", "Stalled", "The page's own clock: nothing more came within the limit, before the end."),
    ("reply.rs", "ConnectionDropped", "The browser reports that the body ended before it was complete."),
    ("reply.rs", "ReplyEmpty", "The whole body came, and holds nothing."),
    (
        "reply.rs",
        "match (is_foreign, is_streamed)",
        "The whole body came as lines of JSON, of which the first names the format.",
    ),
    ("reply.rs", "ReplyTruncated", "The whole body came, begins like JSON, and cannot be read to its end."),
    ("reply.rs", "ReplyNotJson", "The whole body came, and is not JSON."),
    ("reply.rs", "WrongEndpointType", "The whole body came, and has the form of another vendor's API."),
    ("reply.rs", "ReplyNotACompletion", "The whole body came as JSON, without choices."),
    ("reply.rs", "StreamNotSse", "A stream was requested, and one JSON document came."),
    ("reply.rs", "StreamUnasked", "No stream was requested, and events came."),
    ("reply.rs", "StreamForeign", "An event has the form of another vendor's stream."),
    ("reply.rs", "StreamMalformed", "Some events are not JSON."),
    ("reply.rs", "StreamUnterminated", "The stream ended without a finish reason and without [DONE]."),
    (
        "reply.rs",
        "ReasoningUsedTheLimit",
        "Reasoning came or is counted, no text, and the finish reason is the token limit.",
    ),
    ("reply.rs", "ContentBlocked", "The answer has no text, and its finish reason is a content filter."),
    ("reply.rs", "ContentEmpty", "The whole answer came, and holds neither text nor a tool call."),
    ("unreadable.rs", "MixedContent", "The page is https, the address http: browsers forbid that call."),
    ("unreadable.rs", "PagePolicyBlocks", "The browser reports that the page's policy blocked this address."),
    ("unreadable.rs", "Offline", "The browser reports that it has no network, and the host is public."),
    (
        "unreadable.rs",
        "LocalNetworkBlocked",
        "The browser reports that the permission for the local network is denied.",
    ),
    (
        "unreadable.rs",
        "if is_proved",
        "One request failed when its reply was to be read, and was answered when not. With the key none was readable.",
    ),
];

/// Kinds that a server's own code or words can make certain, each with what they say.
const KINDS_BY_WORDS: &[(&str, &str)] = &[
    ("AccountBlocked", "The account is suspended, closed or not verified."),
    ("BotWall", "The page is that of a known bot protection, or asks for proof of a person."),
    ("ContentBlocked", "A content filter or a guardrail stopped the text."),
    ("ContextTooLong", "The text is longer than the context window."),
    ("GatewayFailed", "The server had an internal error."),
    ("HtmlInsteadOfApi", "A web page came, and the address answered a malformed request with one too."),
    ("KeyExpiredOrDisabled", "The key has expired, or is disabled or revoked."),
    ("KeyKindWrong", "Another kind of key is expected."),
    ("KeyMalformed", "The key has not the form that is expected."),
    ("KeyMissing", "No key arrived."),
    ("KeyNotPermitted", "The key lacks the permission."),
    ("KeyRejected", "The key is not valid."),
    (
        "LoginWall",
        "The page is that of a known sign-in service, or has a field for a password; or a sign-in proxy names itself.",
    ),
    ("ModelLoading", "The model is being loaded."),
    ("ModelNotDeployed", "The gateway has no provider or channel for the model."),
    ("ModelNotFound", "The model does not exist."),
    ("ModelNotPermitted", "The model is not allowed for this key or plan."),
    ("OriginOrAddressRefused", "The country, the network address or the origin is not allowed."),
    ("Overloaded", "There is no capacity at the moment."),
    ("ParameterUnsupported", "A parameter is not supported, and which."),
    ("PathNotFound", "There is no such path, and the address answered a malformed request so too."),
    ("PolicyDenied", "A policy or a rule forbids it."),
    ("QuotaExhausted", "A budget, a quota or credits are used up."),
    ("RateLimited", "There were too many requests."),
    ("RequestInvalid", "The request is invalid, and why."),
    ("RequestTooLarge", "The request is too large."),
    ("UpstreamFailed", "The provider failed or could not be reached, or a tunnel is offline."),
    ("UpstreamKeyRejected", "The provider rejected the gateway's own key, or the gateway has none."),
    ("UpstreamTimedOut", "The provider did not answer in time."),
    ("UrlIsConsole", "Never certain by its title alone: see `path::refine`."),
    ("UrlIsStorageEndpoint", "The error has the XML form of storage services."),
    ("UrlIsWholeEndpoint", "The path in the error holds the endpoint twice."),
    ("WrongEndpointType", "Another vendor's header or protocol is required."),
    ("WrongModelKind", "The model does not chat."),
];

fn sources(folder: &str) -> Vec<(String, String)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let is_code = |path: &PathBuf| path.extension().is_some_and(|it| it == "rs");
    files
        .filter(is_code)
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a file that can be read");
            (name, text.split("\nmod tests {").next().unwrap_or_default().to_owned())
        })
        .collect()
}

/// The lines of the diagnosis that say certain, each with its file.
fn places() -> Vec<(String, String)> {
    let says_so = |line: &&str| {
        let is_code = !line.starts_with("//") && !line.starts_with("use ");
        let is_helper = line.starts_with("let certain = ");
        is_code && !is_helper && (line.contains("Certain") || line.contains("certain("))
    };
    let of_file = |(name, text): &(String, String)| {
        let lines = text.lines().map(str::trim).filter(says_so);
        lines.map(|line| (name.clone(), line.to_owned())).collect::<Vec<_>>()
    };
    // Where the word itself is defined.
    sources("src/diagnosis").iter().filter(|(name, _)| name != "confidence.rs").flat_map(of_file).collect()
}

#[test]
fn every_place_that_says_certain_is_listed_with_its_reason() {
    let is_it = |(file, part, _): &(&str, &str, &str), (name, line): &(String, String)| {
        name == file && line.contains(part)
    };
    let places = places();
    for place in &places {
        let rows = PLACES.iter().filter(|row| is_it(row, place)).count();
        assert_eq!(rows, 1, "rows for this place: {place:?}");
    }
    for row in PLACES {
        assert_eq!(
            places.iter().filter(|place| is_it(row, place)).count(),
            1,
            "places for this row: {row:?}"
        );
        assert!(row.2.ends_with('.'), "{row:?}");
    }
}

#[test]
fn every_kind_that_words_make_certain_is_listed_with_what_they_say() {
    let sources = sources("src/refusal/patterns");
    let (name, end) = ("DiagnosisKind::", |found: char| !found.is_ascii_alphanumeric());
    // `mod.rs` only uses the status, which is never certain.
    let texts = sources.iter().filter(|(file, _)| file != "mod.rs" && file != "tests.rs");
    let named = texts.flat_map(|(_, text)| {
        text.split(name).skip(1).map(|rest| rest.split(end).next().unwrap_or_default().to_owned())
    });
    let named: BTreeSet<String> = named.collect();
    let listed: BTreeSet<String> = KINDS_BY_WORDS.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(named, listed);
    assert!(KINDS_BY_WORDS.iter().all(|(_, said)| said.ends_with('.')));
}
