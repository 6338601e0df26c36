//! Numbers and durations as a person says them.

/// A duration in ms: `0.4 s`, `12 s`, `85 ms`, `2.5 minutes`, `4 hours`.
pub fn duration(ms: f64) -> String {
    let bare = |number: f64| tenths(number).trim_end_matches(".0").to_owned();
    if ms < 100.0 {
        whole_ms(ms)
    } else if ms < 9_950.0 {
        format!("{} s", tenths(ms / 1000.0))
    } else if ms < 120_000.0 {
        format!("{} s", whole(ms / 1000.0))
    } else if ms >= 7_200_000.0 {
        format!("{} hours", bare(ms / 3_600_000.0))
    } else {
        format!("{} minutes", bare(ms / 60_000.0))
    }
}

/// A duration in ms that is to be compared with others: `12400 ms`.
pub fn whole_ms(ms: f64) -> String {
    format!("{} ms", whole(ms))
}

/// A time from the start: `+2:05`.
pub fn offset(ms: f64) -> String {
    let seconds = whole(ms / 1_000.0);
    format!("+{}:{:02}", seconds / 60, seconds % 60)
}

/// A number without a fraction, rounded. It is never below zero, even if a foreign report says so.
pub fn whole(number: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates, which is meant")]
    let whole = number.round() as u64;
    whole
}

/// A number with one decimal place, not below zero.
pub fn tenths(number: f64) -> String {
    format!("{:.1}", number.max(0.0))
}

/// A sentence that puts times in doubt: the page was late by `ms` with its own work.
pub fn busy(ms: f64) -> String {
    format!("This page itself was busy for {}, so these times may be too long.", duration(ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_a_person_would() {
        for (ms, said) in [
            (0.0, "0 ms"),
            (85.4, "85 ms"),
            (99.4, "99 ms"),
            (100.0, "0.1 s"),
            (400.0, "0.4 s"),
            (1_960.0, "2.0 s"),
            (9_949.0, "9.9 s"),
            (9_950.0, "10 s"),
            (12_400.0, "12 s"),
            (119_400.0, "119 s"),
            (120_000.0, "2 minutes"),
            (149_000.0, "2.5 minutes"),
            (150_000.0, "2.5 minutes"),
            (900_000.0, "15 minutes"),
            (3_600_000.0, "60 minutes"),
            (86_400_000.0, "24 hours"),
        ] {
            assert_eq!(duration(ms), said);
        }
        assert_eq!(whole_ms(12_400.4), "12400 ms");
    }

    #[test]
    fn times_count_from_the_start() {
        assert_eq!([0.0, 65_400.0, 3_600_000.0].map(offset), ["+0:00", "+1:05", "+60:00"]);
    }

    #[test]
    fn a_number_is_rounded_and_not_below_zero() {
        assert_eq!([0.4, 0.5, 2.5, -3.0, f64::NAN].map(whole), [0, 1, 3, 0, 0]);
        assert_eq!([0.04, 12.36, -3.0].map(tenths), ["0.0", "12.4", "0.0"]);
    }
}
