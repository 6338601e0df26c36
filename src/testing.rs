//! Helpers that tests of several modules share.

use std::fmt::Debug;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Expects `name` to give each of `all` a different word in kebab-case, which serde writes and which is
/// read back.
#[track_caller]
pub(crate) fn check_ids<T>(all: &[T], name: fn(T) -> &'static str)
where
    T: Copy + Debug + PartialEq + Serialize + DeserializeOwned,
{
    for (index, id) in all.iter().enumerate() {
        let word = name(*id);
        let is_kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(word.bytes().all(is_kebab), "{word}");
        assert!(all[..index].iter().all(|other| name(*other) != word), "{word} twice");
        assert_eq!(serde_json::to_value(id).unwrap(), word);
        assert_eq!(serde_json::from_value::<T>(word.into()).unwrap(), *id);
    }
}

/// Expects the word that `name` gives each of `all` to parse back to it, so that no two have the same word.
#[track_caller]
pub(crate) fn check_parsing<T>(all: &[T], name: fn(T) -> &'static str)
where
    T: Copy + Debug + PartialEq + FromStr,
{
    for value in all {
        let word = name(*value);
        assert_eq!(word.parse::<T>().ok(), Some(*value), "{word}");
    }
}
