//! A base URL that is written relative to the page, for a gateway at the page's own address.

/// The absolute form of `base_url`, if it begins with `/`, `./` or `../`; any other as it is. `page` is
/// the page's address without query and fragment.
///
/// Only the beginning is resolved: other oddities stay, and are then rejected as in any base URL.
pub(super) fn resolved(base_url: &str, page: &str) -> String {
    let host_at = page.find("://").map_or(0, |at| at + "://".len());
    let path_at = page[host_at..].find('/').map_or(page.len(), |at| host_at + at);
    if base_url.starts_with('/') && !base_url.starts_with("//") {
        return page[..path_at].to_owned() + base_url;
    }
    // Without its trailing slash, so that a step up cuts off one part.
    let mut folder = page.rfind('/').map_or(page, |at| &page[..at.max(path_at)]);
    let mut rest = base_url;
    let mut is_relative = false;
    while let Some((step, inner)) = rest.split_once('/').filter(|(step, _)| matches!(*step, "." | "..")) {
        (rest, is_relative) = (inner, true);
        if step == ".." {
            // As in a browser, above the top is the top.
            folder = folder.rfind('/').map_or(folder, |at| &folder[..at.max(path_at)]);
        }
    }
    if is_relative { folder.to_owned() + "/" + rest } else { base_url.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects `base_url` to be resolved to `expected` for a page at `page`.
    #[track_caller]
    fn check(page: &str, base_url: &str, expected: &str) {
        assert_eq!(resolved(base_url, page), expected, "{base_url} at {page}");
    }

    #[test]
    fn a_path_from_the_top_is_one_of_the_pages_origin() {
        for page in ["https://a.example", "https://a.example/", "https://a.example/check/index.html"] {
            check(page, "/gateway/v1", "https://a.example/gateway/v1");
        }
        check("http://[::1]:8080/x/", "/v1", "http://[::1]:8080/v1");
        check("https://gw/check/", "/v1", "https://gw/v1");
    }

    #[test]
    fn a_path_from_here_begins_in_the_pages_folder() {
        for page in ["https://a.example/in/check/", "https://a.example/in/check/index.html"] {
            check(page, "./gateway/v1", "https://a.example/in/check/gateway/v1");
            check(page, "../gateway/v1", "https://a.example/in/gateway/v1");
            check(page, "../../gateway/v1", "https://a.example/gateway/v1");
            check(page, "./.././v1", "https://a.example/in/v1");
        }
        for page in ["https://a.example", "https://a.example/", "https://a.example/index.html"] {
            check(page, "./v1", "https://a.example/v1");
            check(page, "../../v1", "https://a.example/v1");
        }
    }

    #[test]
    fn whatever_else_is_left_as_it_is() {
        for base_url in ["https://b.example/v1", "gateway/v1", "//b.example/v1", "", ".", "..", ".hidden/v1"]
        {
            check("https://a.example/in/", base_url, base_url);
        }
    }
}
