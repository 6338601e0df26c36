//! A key that no server can know, in the shape of a real one.

use super::ApiKey;

impl ApiKey {
    /// A key of the same shape: letters for letters, digits for digits, and the same beginning up to
    /// the first `-` or `_`, by which systems distinguish kinds of keys. Nothing else of the real key
    /// is in it. `random` gives numbers from 0 to below its argument.
    #[must_use]
    pub fn wrong(&self, mut random: impl FnMut(u32) -> u32) -> Self {
        /// A longer beginning may be part of the secret.
        const MAX_PREFIX: usize = 6;
        let text = self.expose();
        let prefix = text.find(['-', '_']).map(|at| at + 1).filter(|end| *end <= MAX_PREFIX).unwrap_or(0);
        let mut one_of = |first: u8, count: u32| {
            let step = u8::try_from(random(count)).unwrap_or_default();
            char::from(first + step)
        };
        let replaced = text[prefix..].chars().map(|real| match real {
            'a'..='z' => one_of(b'a', 26),
            'A'..='Z' => one_of(b'A', 26),
            '0'..='9' => one_of(b'0', 10),
            other => other,
        });
        Self::of_checked(text[..prefix].chars().chain(replaced).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(real: &str, wrong: &str) {
        let key = ApiKey::parse(real).unwrap().unwrap();
        assert_eq!(key.wrong(|count| count - 1).expose(), wrong);
        assert!(matches!(ApiKey::parse(wrong), Ok(Some(_))));
    }

    #[test]
    fn the_shape_stays_and_the_secret_goes() {
        check("gc-test-1A", "gc-zzzz-9Z");
        check("gctestkey-1", "zzzzzzzzz-9");
        check("a+B.9", "z+Z.9");
    }

    #[test]
    fn a_beginning_that_may_be_part_of_the_secret_goes_too() {
        check("gctes-1A", "gctes-9Z");
        check("gctest-1A", "zzzzzz-9Z");
    }
}
