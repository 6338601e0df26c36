//! Likely corrections of a base URL that leads nowhere.

use super::BaseUrl;
use super::url_parts::is_version;
use crate::probe::ProbeId;

/// The most corrections worth a request each.
const MAX_CORRECTIONS: usize = ProbeId::REPAIRS.len();

/// The paths under which gateways serve the API beside `/v1`, the likeliest first.
const OTHER_PATHS: [&str; 3] = ["/api", "/api/v1", "/openai/v1"];

/// Likely corrections of `base_url` on the same origin, the likeliest first, at most
/// [`MAX_CORRECTIONS`]. They are tested and offered, never used silently: good base URLs have
/// every one of these forms (`/v1`, `/api`, `/openai/v1`, `/v1beta/openai`, none at all).
pub fn corrections(base_url: &BaseUrl) -> Vec<BaseUrl> {
    let path = base_url.path();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let whole = |parts: &[&str]| parts.iter().flat_map(|part| ["/", part]).collect::<String>();
    let mut paths: Vec<String> = Vec::new();
    if let Some(single) = base_url.with_single_version() {
        paths.push(single.path().to_owned());
    }
    if let Some(at) = parts.iter().rposition(|part| is_version(part)) {
        // Either the part after the version was pasted along, or the part before it is wrong, or
        // the version itself.
        paths.extend([&parts[..=at], &parts[at..=at], &parts[..at]].map(whole));
        let before = &parts[..at];
        if !before.iter().any(|part| is_version(part)) {
            let is_mount = |part: &&&str| !["api", "openai"].contains(*part);
            let mount: Vec<&str> = before.iter().take_while(is_mount).copied().collect();
            paths.extend(OTHER_PATHS.map(|ending| whole(&mount) + ending));
        }
    } else {
        // A path for each deployment requires a query, which clients do not send.
        if let Some(at) = parts.iter().position(|part| *part == "openai") {
            paths.push(whole(&parts[..=at]) + "/v1");
        }
        paths.push(format!("{path}/v1"));
        paths.push("/v1".to_owned());
        paths.push(format!("{path}/openai/v1"));
        paths.push("/api/v1".to_owned());
        paths.push("/api".to_owned());
    }
    let mut found: Vec<BaseUrl> = Vec::new();
    for path in paths {
        let corrected = base_url.with_path(path);
        if corrected != *base_url && !found.contains(&corrected) && found.len() < MAX_CORRECTIONS {
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
        check("", &["/v1", "/openai/v1", "/api/v1", "/api"]);
        check("/ai", &["/ai/v1", "/v1", "/ai/openai/v1", "/api/v1"]);
        check("/login", &["/login/v1", "/v1", "/login/openai/v1", "/api/v1"]);
    }

    #[test]
    fn a_version_that_leads_nowhere_is_moved_or_taken_off() {
        check("/v1", &["", "/api", "/api/v1", "/openai/v1"]);
        check("/ai/v1", &["/v1", "/ai", "/ai/api", "/ai/api/v1"]);
        check("/v1beta/openai", &["/v1beta", "", "/api", "/api/v1"]);
    }

    #[test]
    fn the_other_known_paths_are_thought_of() {
        check("/api", &["/api/v1", "/v1", "/api/openai/v1"]);
        check("/api/v1", &["/v1", "/api", "/openai/v1"]);
        check("/openai/v1", &["/v1", "/openai", "/api", "/api/v1"]);
        check(
            "/openai/deployments/small",
            &["/openai/v1", "/openai/deployments/small/v1", "/v1", "/openai/deployments/small/openai/v1"],
        );
    }

    #[test]
    fn what_was_pasted_behind_the_version_is_taken_off() {
        check("/v1/chat", &["/v1", "", "/api", "/api/v1"]);
        check("/openai/v1/chat", &["/openai/v1", "/v1", "/openai", "/api"]);
    }

    #[test]
    fn a_doubled_version_is_written_once() {
        check("/v1/v1", &["/v1"]);
    }
}
