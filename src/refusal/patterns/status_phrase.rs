//! Bodies that only repeat the status, and say no more.

use super::{READ_CHARS, plain};

/// Number of words within which a page has its heading.
const WORDS: usize = 200;

/// The usual phrases of a status. RFC 9110, section 15, with what servers write instead.
const PHRASES: &[(u16, &[&str])] = &[
    (400, &["bad request"]),
    (401, &["unauthorized", "unauthorised", "authorization required", "authentication required"]),
    (402, &["payment required"]),
    // An authorizer of AWS says the last one of unknown keys, too.
    (403, &["forbidden", "access denied", "user is not authorized to access this resource"]),
    (404, &["not found"]),
    (405, &["method not allowed", "not allowed"]),
    (408, &["request timeout", "request time out"]),
    (413, &["payload too large", "content too large", "request entity too large"]),
    (415, &["unsupported media type"]),
    (422, &["unprocessable entity", "unprocessable content"]),
    (429, &["too many requests"]),
    (
        500,
        &[
            "internal server error",
            "internal error",
            "server error",
            "an internal server error occurred",
            "internal server error occurred",
            "something went wrong",
        ],
    ),
    (501, &["not implemented"]),
    (502, &["bad gateway", "proxy error"]),
    // Traefik says the last one if no server behind it is healthy.
    (
        503,
        &[
            "service unavailable",
            "service temporarily unavailable",
            "temporarily unavailable",
            "no available server",
        ],
    ),
    (504, &["gateway timeout", "gateway time out"]),
];

fn phrases(status: u16) -> &'static [&'static str] {
    PHRASES.iter().find(|(known, _)| *known == status).map_or(&[], |(_, phrases)| phrases)
}

/// Returns true if the plain words of a field (`^ … $`) only repeat the status: number, phrase, or both.
pub(super) fn only_repeats(status: u16, plain: &str) -> bool {
    let words = plain.trim_start_matches('^').trim_end_matches('$').trim();
    let number = status.to_string();
    let mut rest = words;
    for word in ["http", "error", "status", "code", number.as_str()] {
        rest = rest
            .strip_prefix(word)
            .filter(|rest| rest.is_empty() || rest.starts_with(' '))
            .unwrap_or(rest)
            .trim();
    }
    let phrase = rest.strip_suffix(" error").unwrap_or(rest);
    rest.is_empty() || phrases(status).iter().any(|known| *known == phrase || *known == rest)
}

/// The status that a page names in its title or its first heading, where it is an error's: pages of proxies
/// come under a success status, too.
pub(super) fn of_page(page: &str) -> Option<u16> {
    // Only the names of tags are left, so that an end differs from a beginning.
    let page = plain(&page.replace("</", " end "), READ_CHARS);
    let words: Vec<&str> = page.split(' ').take(WORDS).collect();
    let is_beginning = |at: usize| at == 0 || words[at - 1] != "end";
    let headings = words.iter().enumerate().filter(|(_, word)| matches!(**word, "title" | "h1" | "h2"));
    let contents = headings.filter(|(at, _)| is_beginning(*at)).map(|(at, _)| &words[at + 1..]);
    contents.map(|rest| rest.split(|word| *word == "end").next().unwrap_or_default()).find_map(of_heading)
}

fn of_heading(words: &[&str]) -> Option<u16> {
    let whole = words.join(" ");
    let is_whole = |phrases: &[&str]| phrases.contains(&whole.trim());
    let of_server = PHRASES.iter().find(|(status, phrases)| *status > 500 && is_whole(phrases));
    if let Some((status, _)) = of_server {
        return Some(*status);
    }
    words.iter().enumerate().find_map(|(at, word)| {
        let status: u16 = word.parse().ok().filter(|status| (400..600).contains(status))?;
        let rest = words[at + 1..].join(" ");
        let is_named =
            at > 0 && matches!(words[at - 1], "error" | "status" | "http" | "code" | "fehler" | "erreur");
        let is_explained = phrases(status).iter().any(|phrase| rest.starts_with(phrase));
        (is_named || is_explained).then_some(status)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_of_the_status_says_nothing_more() {
        for (status, text) in [
            (503, "503 Service Unavailable"),
            (503, "Service Unavailable"),
            (401, "Unauthorized"),
            (401, "unauthorized"),
            (500, "Internal Server Error"),
            (500, "InternalServerError"),
            (502, "HTTP Error 502: Bad Gateway"),
            (404, "404"),
            (504, "Gateway Time-out"),
            (503, "no available server"),
            (403, "User is not authorized to access this resource"),
        ] {
            assert!(only_repeats(status, &plain(text, 99)), "{status} {text}");
        }
        for (status, text) in [
            (500, "Service Unavailable"),
            (200, "Unauthorized"),
            (401, "Unauthorized: the key has expired"),
            (404, "404 page not found"),
            (404, "The model was not found"),
            (403, "User is not authorized to access this resource with an explicit deny"),
        ] {
            assert!(!only_repeats(status, &plain(text, 99)), "{status} {text}");
        }
    }

    #[test]
    fn a_page_names_its_status() {
        let of = of_page;
        assert_eq!(of("<html><head><title>502 Bad Gateway</title>"), Some(502));
        assert_eq!(of("<title>Error</title><h1>Error 503 Service Unavailable</h1>"), Some(503));
        assert_eq!(of("<title>shop.example | 504: Gateway time-out</title>"), Some(504));
        assert_eq!(of("<h1 class=\"big\">HTTP Status 404 – Not Found</h1>"), Some(404));
        assert_eq!(of("<title>Top 500 models</title><p>Error 502"), None);
        assert_eq!(of("<title>Bad Gateway</title>"), Some(502));
        assert_eq!(of("<title>Something went wrong</title>"), None);
        assert_eq!(of("<title>Welcome</title>"), None);
    }
}
