//! Bytes of a decoded text, with the place of each.

/// White space, in the comparison.
pub(super) const GAP: u8 = b' ';

/// A byte that no key contains, in the comparison.
pub(super) const BREAK: u8 = 0;

/// An invisible character, in the comparison.
pub(super) const SKIP: u8 = 1;

/// One byte of a decoded text, and the part of the text that represents it.
///
/// In two words, because it is passed on for each byte of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unit {
    start: usize,
    /// The length of the part, and in the last eight bits the byte.
    rest: usize,
}

impl Unit {
    /// Creates a unit: its byte, and where its part of the text begins and ends, in bytes of the text.
    #[inline]
    pub(super) fn new(byte: u8, start: usize, end: usize) -> Self {
        Self { start, rest: (end - start) << 8 | usize::from(byte) }
    }

    /// Returns the byte.
    #[inline]
    pub(super) fn byte(self) -> u8 {
        self.rest.to_le_bytes()[0]
    }

    /// Where the part begins.
    #[inline]
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// Where the part ends.
    #[inline]
    pub(super) fn end(self) -> usize {
        self.start + (self.rest >> 8)
    }

    /// The same part of the text, read as another byte.
    #[inline]
    pub(super) fn read_as(self, byte: u8) -> Self {
        Self { rest: self.rest & !0xff | usize::from(byte), ..self }
    }
}
