//! Build of the page: the same text on the screen, in reports and in `version.json`.

/// The version of `Cargo.toml`, with the commit as build metadata after a `+` if the build knew it:
/// `0.1.0+b4c4f99e1c2a`. `tools/build` sets the variable; a build outside of git has none.
pub const VERSION: &str = match option_env!("GATEWAY_CHECK_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::mask_lookalikes;

    #[test]
    fn it_is_the_version_of_the_package_with_build_metadata_or_without() {
        let (number, metadata) = VERSION.split_once('+').unwrap_or((VERSION, "none"));
        assert_eq!(number, env!("CARGO_PKG_VERSION"));
        assert!(!metadata.is_empty());
    }

    #[test]
    fn a_commit_in_an_opened_report_is_not_masked_as_a_key() {
        for commit in
            ["b4c4f99e1c2a", "0123456789ab", "000000000000.dirty", "deadbeefcafe", "9f8e7d6c5b4a.dirty"]
        {
            let version = format!("{}+{commit}", env!("CARGO_PKG_VERSION"));
            assert_eq!(mask_lookalikes(&version), version);
        }
    }
}
