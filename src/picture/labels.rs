//! Labels above the marks of a picture, in lanes, so that none covers another.

use std::ops::Range;

use super::Position;

/// Largest width of a character: a picture is never narrower than forty of them (`style/pictures.css`
/// shows the text in place of the labels where it would be).
const CHARACTER: u16 = 25;
/// Largest number of lanes; a label without a place in them is left out.
const MAX_LANES: u8 = 5;

/// End of a label that is at its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It extends to the right.
    Start,
    /// It ends there.
    End,
}

/// A label at a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Text of the label.
    pub text: String,
    /// The mark.
    pub at: Position,
    /// The side of the mark on which it is.
    pub anchor: Anchor,
    /// Height as a number of lanes: 0 is next to the marks. A line may lead from there down to the mark.
    pub lane: u8,
}

impl Label {
    /// The part of the width that it covers; `None` if it would leave the picture.
    fn extent(&self) -> Option<Range<u16>> {
        let (at, width) = (self.at.0, width(&self.text));
        match self.anchor {
            Anchor::Start => (at.saturating_add(width) <= Position::END.0).then(|| at..at + width),
            Anchor::End => Some(at.checked_sub(width)?..at),
        }
    }

    /// Returns true if one covers the other.
    fn covers(&self, other: &Self) -> bool {
        let both = self.extent().zip(other.extent());
        self.lane == other.lane
            && both.is_some_and(|(one, other)| one.start < other.end && other.start < one.end)
    }

    /// Returns true if the line of the upper one crosses the text of the lower one.
    fn crosses(&self, other: &Self) -> bool {
        let (upper, lower) = if self.lane > other.lane { (self, other) } else { (other, self) };
        let is_in = |extent: Range<u16>| extent.start < upper.at.0 && upper.at.0 < extent.end;
        upper.lane != lower.lane && lower.extent().is_some_and(is_in)
    }
}

/// Places labels, given from left to right, each as low as it can be: if possible where no line crosses a
/// text, else where at least no text covers another. One that finds no place is left out.
pub(super) fn place(labels: impl Iterator<Item = (String, Position)>) -> Vec<Label> {
    let mut placed: Vec<Label> = Vec::new();
    // From the right: so the lines of labels further left rise beside the text of those further right.
    let labels: Vec<(String, Position)> = labels.collect();
    for (text, at) in labels.into_iter().rev() {
        let tried = |(lane, anchor)| Label { text: text.clone(), at, anchor, lane };
        let spots =
            || (0..MAX_LANES).flat_map(|lane| [Anchor::Start, Anchor::End].map(|it| (lane, it))).map(tried);
        let is_free = |label: &Label| label.extent().is_some() && !placed.iter().any(|it| it.covers(label));
        let is_clear = |label: &Label| is_free(label) && !placed.iter().any(|it| it.crosses(label));
        let found = spots().find(is_clear).or_else(|| spots().find(is_free));
        placed.extend(found);
    }
    placed.reverse();
    placed
}

/// Counts the lanes in use.
pub(super) fn lanes(labels: &[Label]) -> u8 {
    labels.iter().map(|label| label.lane + 1).max().unwrap_or(0)
}

/// The width that a text takes at most, with a space after it.
fn width(text: &str) -> u16 {
    u16::try_from(text.chars().count()).unwrap_or(u16::MAX).saturating_add(1).saturating_mul(CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(labels: &[(&str, u16)]) -> Vec<(String, Anchor, u8)> {
        let labels = labels.iter().map(|(text, at)| ((*text).to_owned(), Position(*at)));
        place(labels).into_iter().map(|it| (it.text, it.anchor, it.lane)).collect()
    }

    #[test]
    fn labels_that_are_apart_share_a_lane() {
        let label = |text: &str, anchor| (text.to_owned(), anchor, 0);
        assert_eq!(
            placed(&[("Sent", 0), ("Headers", 300), ("Done", 1000)]),
            [label("Sent", Anchor::Start), label("Headers", Anchor::Start), label("Done", Anchor::End)]
        );
    }

    #[test]
    fn a_label_that_would_cover_another_moves_and_no_line_crosses_a_text() {
        let places = |labels| placed(labels).iter().map(|it| (it.1, it.2)).collect::<Vec<_>>();
        assert_eq!(
            places(&[("Sent", 0), ("Headers", 50), ("First token", 120)]),
            [(Anchor::Start, 2), (Anchor::Start, 1), (Anchor::Start, 0)]
        );
        assert_eq!(places(&[("Headers", 940), ("Done", 1000)]), [(Anchor::End, 1), (Anchor::End, 0)]);
    }

    #[test]
    fn a_label_rises_above_a_line_that_would_cross_its_text_and_stays_beside_one_that_would_not() {
        let lanes_of = |labels| placed(labels).iter().map(|it| it.2).collect::<Vec<_>>();
        assert_eq!(lanes_of(&[("Sent", 0), ("Headers", 50), ("First token", 125)]), [2, 1, 0]);
        assert_eq!(lanes_of(&[("ab", 0), ("a", 0), ("ab", 50), ("abc", 75), ("abcd", 100)]), [3, 0, 2, 1, 0]);
    }

    #[test]
    fn wherever_the_marks_are_no_label_covers_another_and_each_has_its_place() {
        let steps = || (0..=1000_u16).step_by(50);
        let triples = steps().flat_map(|a| steps().flat_map(move |b| steps().map(move |c| [0, a, b, c])));
        for places in triples.filter(|places| places.is_sorted()) {
            let texts = ["Sent", "Headers 90 ms", "First token 212 ms", "Done 0.9 s"];
            let labels = place(texts.map(str::to_owned).into_iter().zip(places.map(Position)));
            assert_eq!(labels.len(), 4, "{labels:?}");
            for (index, label) in labels.iter().enumerate() {
                assert!(label.extent().is_some(), "{labels:?}");
                assert!(!labels[..index].iter().any(|other| other.covers(label)), "{labels:?}");
            }
        }
    }

    #[test]
    fn a_text_wider_than_the_picture_is_left_out() {
        assert!(placed(&[(&"x".repeat(40), 0), (&"x".repeat(99_999), 500)]).is_empty());
    }
}
