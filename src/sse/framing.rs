//! Violations of the event-stream format in a stream.

/// Violations of the event-stream format in a stream (WHATWG HTML, "Server-sent events"), counted by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Framing {
    /// True if the last event lacks the blank line that ends it. A browser would drop that event.
    pub is_unterminated: bool,
    /// Borders between JSON documents marked by a single line end instead of a blank line.
    pub joined_events: u32,
    /// Lines that are neither a comment nor one of the fields `data`, `event`, `id`, `retry`.
    pub unknown_fields: u32,
    /// Places where the bytes were not UTF-8 and were replaced.
    pub invalid_utf8: u32,
    /// Lines longer than the page reads, which were cut.
    pub cut_lines: u32,
    /// Events longer than the page reads, of which lines were left out.
    pub cut_events: u32,
}

impl Framing {
    /// Returns true if nothing departed from the format.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }

    /// Each kind of violation in words, with its count; without any text of the server.
    pub fn violations(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.is_unterminated {
            words.push("the last event is not ended by a blank line".to_owned());
        }
        let counted = [
            (self.joined_events, "events separated by a single line end instead of a blank line"),
            (self.unknown_fields, "lines with an unknown field"),
            (self.invalid_utf8, "places with invalid UTF-8"),
            (self.cut_lines, "lines longer than 1 MiB"),
            (self.cut_events, "events longer than 2 MiB"),
        ];
        for (count, what) in counted {
            if count > 0 {
                words.push(format!("{what}: {count}"));
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(framing: &Framing, expected: &[&str]) {
        assert_eq!(framing.violations(), expected);
        assert_eq!(framing.is_clean(), expected.is_empty());
    }

    #[test]
    fn a_clean_stream_has_nothing_to_say() {
        check(&Framing::default(), &[]);
    }

    #[test]
    fn each_kind_of_violation_is_named_with_its_count() {
        let framing = Framing { is_unterminated: true, unknown_fields: 3, ..Framing::default() };
        let expected = ["the last event is not ended by a blank line", "lines with an unknown field: 3"];
        check(&framing, &expected);
    }
}
