//! A set of pairs of bytes.

/// A set of pairs of bytes, one bit each.
#[derive(Default)]
pub(super) struct Pairs(Vec<u64>);

impl Pairs {
    /// Adds a pair.
    pub(super) fn add(&mut self, first: u8, second: u8) {
        let (word, bit) = place(first, second);
        self.0.resize(1024, 0);
        self.0[word] |= bit;
    }

    /// Returns true if the pair is in the set.
    #[inline]
    pub(super) fn has(&self, first: u8, second: u8) -> bool {
        let (word, bit) = place(first, second);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

fn place(first: u8, second: u8) -> (usize, u64) {
    let pair = usize::from(first) << 8 | usize::from(second);
    (pair / 64, 1 << (pair % 64))
}
