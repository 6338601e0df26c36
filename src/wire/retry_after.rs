//! Time that a server asks to wait: in a header, in a field, or in its words.
//!
//! All waits are in milliseconds, rounded up, so that no request is sent too early.

/// The words that announce a wait, in lower case; the duration follows.
const ANNOUNCEMENTS: [&str; 17] = [
    "try again in",
    "try again after",
    "retry after",
    "retry in",
    "retrying in",
    "retry-after:",
    "retry_after=",
    "retry_after:",
    "please wait",
    "wait for",
    "available in",
    "reset in",
    "resets in",
    "reset after",
    "resets after",
    "reset_after:",
    "请在",
];

/// Words that may be between an announcement and its duration.
const FILLERS: [&str; 5] = ["for", "about", "at least", "approximately", "another"];

/// Units by their names, in milliseconds. Longer names first.
const UNITS: [(&str, f64); 25] = [
    ("milliseconds", 1.0),
    ("millisecond", 1.0),
    ("msec", 1.0),
    ("ms", 1.0),
    ("毫秒", 1.0),
    ("seconds", 1_000.0),
    ("second", 1_000.0),
    ("secs", 1_000.0),
    ("sec", 1_000.0),
    ("s", 1_000.0),
    ("秒", 1_000.0),
    ("分钟", 60_000.0),
    ("minutes", 60_000.0),
    ("minute", 60_000.0),
    ("mins", 60_000.0),
    ("min", 60_000.0),
    ("m", 60_000.0),
    ("小时", 3_600_000.0),
    ("hours", 3_600_000.0),
    ("hour", 3_600_000.0),
    ("h", 3_600_000.0),
    ("天", 86_400_000.0),
    ("days", 86_400_000.0),
    ("day", 86_400_000.0),
    ("d", 86_400_000.0),
];

/// A number this large, in seconds, is a point in time (Unix epoch), not a wait.
const EPOCH_S: f64 = 1e9;

/// Longest plausible wait: 200,000 years.
const MAX_MS: f64 = 6.4e15;

/// Reads a value that is a duration and nothing else: `Retry-After` in seconds (RFC 9110, 10.2.3),
/// or an `x-ratelimit-reset-*` duration such as `2m59.56s`, `120ms`, `6m0s` or `1s`.
///
/// `None` for a date, for which the server's clock would be needed, and for anything else.
pub fn duration_ms(value: &str) -> Option<u64> {
    let value = value.trim().to_ascii_lowercase();
    let (wait_ms, rest) = leading_duration(&value)?;
    rest.is_empty().then_some(wait_ms)
}

/// Finds the wait that a server's words ask for, in one pass for each announcement and one for the
/// durations after them, none of which reaches into the next: "Please try again in 17.359s", "retry after 38
/// seconds". Other durations in the text, such as a window of 24 hours, are not waits.
pub fn wait_in_words_ms(words: &str) -> Option<u64> {
    let words = words.to_ascii_lowercase();
    let mut positions = Vec::new();
    for announcement in ANNOUNCEMENTS {
        positions.extend(words.match_indices(announcement).map(|(at, text)| at + text.len()));
    }
    positions.sort_unstable();
    positions.into_iter().find_map(|at| announced_wait(&words[at..]))
}

/// The wait in lower-case words that follow an announcement.
fn announced_wait(words: &str) -> Option<u64> {
    let mut rest = words.trim_start_matches([' ', ':', '=', '"', '\'']);
    for filler in FILLERS {
        let behind = rest.strip_prefix(filler).filter(|behind| behind.starts_with(' '));
        rest = behind.unwrap_or(rest).trim_start();
    }
    let (wait_ms, behind) = leading_duration(rest)?;
    // A bare number may count anything ("try again in 5 attempts"), unless nothing follows, or begin a point
    // in time ("2026-01-02", "10:30").
    let is_word = behind.trim_start().starts_with(char::is_alphabetic);
    let mut next = behind.chars();
    let is_time =
        matches!(next.next(), Some('-' | ':' | '/')) && next.next().is_some_and(|c| c.is_ascii_digit());
    let has_unit = rest[..rest.len() - behind.len()].contains(|c: char| !c.is_ascii_digit() && c != '.');
    (has_unit || !(is_word || is_time)).then_some(wait_ms)
}

/// The duration at the beginning of lower-case `text`, in ms, and the rest after it. A number
/// without a unit is in seconds.
fn leading_duration(text: &str) -> Option<(u64, &str)> {
    let (mut total_ms, mut rest, mut has_units) = (0.0, text, false);
    loop {
        let behind_and = rest.trim_start_matches([' ', ',']);
        let behind_and = behind_and.strip_prefix("and ").unwrap_or(behind_and).trim_start();
        let next = if has_units { behind_and } else { rest };
        let Some((number, behind)) = leading_number(next) else {
            return if has_units { Some((rounded_up(total_ms)?, rest)) } else { None };
        };
        let unit = UNITS.iter().find_map(|(name, unit_ms)| {
            let behind = behind.trim_start_matches(' ').strip_prefix(name)?;
            let is_whole = !behind.starts_with(|c: char| c.is_ascii_alphabetic());
            is_whole.then_some((*unit_ms, behind))
        });
        match unit {
            Some((unit_ms, behind)) => {
                total_ms += number * unit_ms;
                (rest, has_units) = (behind, true);
            }
            None if has_units => return Some((rounded_up(total_ms)?, rest)),
            None if number >= EPOCH_S => return None,
            None => return Some((rounded_up(number * 1_000.0)?, behind)),
        }
    }
}

/// Whole milliseconds. The rounding error of decimals (17.359 s) must not add one.
fn rounded_up(ms: f64) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within bounds, not below 0")]
    let whole = (ms - 1e-6).ceil().max(0.0) as u64;
    (ms <= MAX_MS).then_some(whole)
}

/// A decimal number without a sign, and the rest after it.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let digits_end = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let whole_end = digits_end(text);
    let fraction_end = text[whole_end..].strip_prefix('.').map_or(0, digits_end);
    let end = if fraction_end > 0 { whole_end + 1 + fraction_end } else { whole_end };
    let number = text[..end].parse().ok().filter(|_| whole_end > 0)?;
    Some((number, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::{duration_ms, wait_in_words_ms};

    /// Expects the wait that these words ask for, in ms.
    #[track_caller]
    fn check(words: &str, expected: impl Into<Option<u64>>) {
        assert_eq!(wait_in_words_ms(words), expected.into(), "{words}");
    }

    #[test]
    fn header_values_are_read_as_durations() {
        for (value, expected) in [
            ("2m59.56s", 179_560),
            ("120ms", 120),
            ("1s", 1_000),
            ("6m0s", 360_000),
            (" 38 ", 38_000),
            ("0", 0),
            ("0.5", 500),
            ("1h2m3s", 3_723_000),
            ("31s", 31_000),
            ("17.359s", 17_359),
            ("7.66s", 7_660),
            ("0.0004s", 1),
            ("1 minute and 5 seconds", 65_000),
            ("1d", 86_400_000),
        ] {
            assert_eq!(duration_ms(value), Some(expected), "{value}");
        }
        for value in [
            "",
            "soon",
            "-1",
            "1741305600000",
            "1741305600",
            "Wed, 21 Oct 2026 07:28:00 GMT",
            "5 attempts",
            "99999999999999999999s",
            "18446744073709551615h",
            "s",
            ".",
            "3x",
        ] {
            assert_eq!(duration_ms(value), None, "{value}");
        }
    }

    #[test]
    fn an_announced_wait_is_found_in_words() {
        check("Rate limit reached. Please try again in 17.359s. Visit …", 17_359);
        check("Limit 3, Used 3. Please try again in 6m0s.", 360_000);
        check("Please try again in 120ms.", 120);
        check("Please retry after 38 seconds. Please go here: https://a.example", 38_000);
        check("please try again after 1 seconds", 1_000);
        check("Retry-After: 20", 20_000);
        check("please wait for at least 2 minutes and 5 seconds", 125_000);
        check("请求过多,请在 20 秒后重试", 20_000);
        check("请在 5 分钟后重试", 300_000);
        check("Please try again in 3 days.", 259_200_000);
        check("Please try again in 20. Thanks", 20_000);
        check("Please wait a moment. Try again in 3 s", 3_000);
    }

    #[test]
    fn other_durations_are_not_waits() {
        check("created within the last 5 minutes, please wait a moment and try again", None);
        check("You exceeded 50 requests in 24 hours", None);
        check("please try again after {time} seconds", None);
        check("try again in 5 attempts", None);
        check("try again in 5 sessions", None);
        check("Please retry after 2026-01-02T03:04:05Z", None);
        check("The limit will reset after 10:30 UTC", None);
        check("请在 2026 年 1 月 2 日后重试", None);
        check("Please try again later", None);
    }
}
