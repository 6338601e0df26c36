//! What a base URL that leads nowhere was probably meant to be.

use super::BaseUrl;
use super::url_parts::is_version;

/// The most corrections worth a request each.
const MOST_CORRECTIONS: usize = 3;

/// Likely corrections of `base_url` on the same origin, the likeliest first, at most
/// [`MOST_CORRECTIONS`]. They are to be tried and offered, never taken silently: good base URLs have
/// every one of these forms (`/v1`, `/openai/v1`, `/v1beta/openai`, none at all).
pub fn corrections(base_url: &BaseUrl) -> Vec<BaseUrl> {
    let path = base_url.path();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let mut paths: Vec<String> = Vec::new();
    if let Some(single) = base_url.with_single_version() {
        paths.push(single.path().to_owned());
    }
    if let Some(at) = parts.iter().rposition(|part| is_version(part)) {
        // What stands behind the version was pasted along; else what stands before it is wrong, or
        // the version itself.
        for kept in [&parts[..=at], &parts[at..=at], &parts[..at]] {
            paths.push(kept.iter().flat_map(|part| ["/", part]).collect());
        }
    } else {
        paths.push(format!("{path}/v1"));
        paths.push("/v1".to_owned());
        paths.push(format!("{path}/openai/v1"));
        paths.push("/api/v1".to_owned());
    }
    let mut found: Vec<BaseUrl> = Vec::new();
    for path in paths {
        let corrected = base_url.with_path(path);
        if corrected != *base_url && !found.contains(&corrected) && found.len() < MOST_CORRECTIONS {
            found.push(corrected);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects the corrections of a base URL with this path to have these paths.
    #[track_caller]
    fn check(path: &str, expected: &[&str]) {
        let base_url = BaseUrl::parse(&format!("https://gateway.example{path}")).unwrap();
        let found = corrections(&base_url);
        let paths: Vec<&str> = found.iter().map(BaseUrl::path).collect();
        assert_eq!(paths, expected, "{path}");
        assert!(found.iter().all(|corrected| corrected.origin() == base_url.origin()));
    }

    #[test]
    fn a_missing_version_is_added() {
        check("", &["/v1", "/openai/v1", "/api/v1"]);
        check("/ai", &["/ai/v1", "/v1", "/ai/openai/v1"]);
        check("/login", &["/login/v1", "/v1", "/login/openai/v1"]);
    }

    #[test]
    fn a_version_that_leads_nowhere_is_moved_or_taken_off() {
        check("/v1", &[""]);
        check("/ai/v1", &["/v1", "/ai"]);
        check("/v1beta/openai", &["/v1beta", ""]);
    }

    #[test]
    fn what_was_pasted_behind_the_version_is_taken_off() {
        check("/v1/chat", &["/v1", ""]);
        check("/openai/v1/chat", &["/openai/v1", "/v1", "/openai"]);
    }

    #[test]
    fn a_doubled_version_is_written_once() {
        check("/v1/v1", &["/v1"]);
    }
}
