//! Parts of an exchange, so that people who open the evidence of a rule see what the rule looked at.

/// A part of an exchange that a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The URL.
    Url,
    /// The status.
    Status,
    /// The response headers with these names, in lower case.
    Headers(&'static [&'static str]),
    /// All response headers.
    AnyHeader,
    /// A member of the response body or of each event of a stream: a JSON pointer (RFC 6901), in which `*`
    /// stands for any place of a list.
    Member(&'static str),
    /// When the events of a stream arrived.
    Arrivals,
}

impl Part {
    /// Returns true if it is the response header with this name.
    pub fn is_header(self, name: &str) -> bool {
        match self {
            Self::AnyHeader => true,
            Self::Headers(names) => names.iter().any(|known| known.eq_ignore_ascii_case(name)),
            Self::Url | Self::Status | Self::Member(_) | Self::Arrivals => false,
        }
    }

    /// Returns true if it is the member at this place, given as the names and indices that lead there.
    pub fn is_member(self, path: &[String]) -> bool {
        self.pointer().is_some_and(|steps| {
            steps.clone().count() == path.len() && steps.zip(path).all(|(step, name)| leads_to(step, name))
        })
    }

    /// Returns true if it is a member within the one at this place.
    pub fn is_within(self, path: &[String]) -> bool {
        self.pointer().is_some_and(|steps| {
            steps.clone().count() > path.len() && steps.zip(path).all(|(step, name)| leads_to(step, name))
        })
    }

    fn pointer(self) -> Option<impl Iterator<Item = &'static str> + Clone> {
        match self {
            Self::Member(pointer) => Some(pointer.split('/').skip(1)),
            Self::Url | Self::Status | Self::Headers(_) | Self::AnyHeader | Self::Arrivals => None,
        }
    }
}

fn leads_to(step: &str, name: &str) -> bool {
    step == name || (step == "*" && name.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::checks;
    use super::*;

    fn path(pointer: &str) -> Vec<String> {
        pointer.split('/').skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn a_member_is_found_at_its_place_in_any_list() {
        let part = Part::Member("/choices/*/message");
        for (pointer, is_member, is_within) in [
            ("/choices/0/message", true, false),
            ("/choices/12/message", true, false),
            ("/choices/x/message", false, false),
            ("/choices/0", false, true),
            ("/choices", false, true),
            ("", false, true),
            ("/choices/0/message/content", false, false),
            ("/message", false, false),
        ] {
            assert_eq!(
                (part.is_member(&path(pointer)), part.is_within(&path(pointer))),
                (is_member, is_within)
            );
        }
    }

    #[test]
    fn a_header_is_found_in_any_case_and_is_no_member() {
        assert!(Part::Headers(&["x-request-id"]).is_header("X-Request-Id"));
        assert!(!Part::Headers(&["x-request-id"]).is_header("x-request"));
        assert!(
            Part::AnyHeader.is_header("x") && !Part::Url.is_header("x") && !Part::AnyHeader.is_within(&[])
        );
    }

    #[test]
    fn what_rules_look_at_is_written_well() {
        for part in checks().flat_map(|check| check.looks_at) {
            match part {
                Part::Member(pointer) => {
                    assert!(pointer.starts_with('/') && !pointer.ends_with('/'), "{pointer}");
                }
                Part::Headers(names) => {
                    assert!(names.iter().all(|name| !name.is_empty() && *name == name.to_lowercase()));
                }
                Part::Url | Part::Status | Part::AnyHeader | Part::Arrivals => {}
            }
        }
        assert!(checks().filter(|check| !check.looks_at.is_empty()).count() > 40);
    }
}
