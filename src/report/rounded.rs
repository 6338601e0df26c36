//! The numbers of a report.

use serde::{Deserialize, Serialize, Serializer};

/// A time or another measured figure, at least 0; it is written with three decimal places at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(inline, description = ""))]
pub struct Rounded(#[cfg_attr(not(target_arch = "wasm32"), schemars(range(min = 0)))] pub f64);

impl Serialize for Rounded {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        const WHOLE: f64 = 9_007_199_254_740_992.0;
        let rounded = (self.0 * 1000.0).round() / 1000.0;
        if rounded.fract() == 0.0 && rounded.abs() < WHOLE {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
            return to.serialize_i64(rounded as i64);
        }
        to.serialize_f64(rounded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_places_are_written_and_a_whole_number_without() {
        for (figure, written) in [
            (0.123_456, "0.123"),
            (0.9999, "1"),
            (1e3, "1000"),
            (-0.0, "0"),
            (2.5, "2.5"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (9_007_199_254_740_992.0, "9007199254740992.0"),
            (f64::NAN, "null"),
        ] {
            assert_eq!(serde_json::to_string(&Rounded(figure)).unwrap(), written);
        }
        assert_eq!(serde_json::from_str::<Rounded>("7").unwrap(), Rounded(7.0));
    }
}
