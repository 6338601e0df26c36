//! One request as the sandbox received it.

/// One request to a behaviour.
#[derive(Clone, Debug)]
pub struct Call {
    /// Counts the requests of this sandbox from 1.
    pub number: u64,
    /// Its number among the requests with the same key to the same behaviour, from 1.
    pub ordinal: u64,
    /// Number of those that are still being answered.
    pub others: usize,
    /// In capitals, as sent.
    pub method: String,
    /// The host and port the caller used.
    pub host: String,
    /// The path after the behaviour's id: `/v1/models`.
    pub path: String,
    /// The `Authorization` header, if there was one.
    pub authorization: Option<String>,
    /// The body as received.
    pub body: Vec<u8>,
}

impl Call {
    /// The path after the prefix of all routes: `/chat/completions`. `None` outside of that.
    pub fn behind(&self, prefix: &str) -> Option<&str> {
        self.path.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The key, if one was sent as a bearer token. RFC 9110, 11.1: the scheme's case is free.
    pub fn key(&self) -> Option<&str> {
        let (scheme, key) = self.authorization.as_deref()?.split_once(' ')?;
        let key = key.trim();
        (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
    }

    /// Does this go to the route that answers prompts, by whatever method?
    pub fn is_to_chat(&self) -> bool {
        self.path.ends_with("/chat/completions")
    }

    /// Is this a prompt?
    pub fn is_chat(&self) -> bool {
        self.method == "POST" && self.is_to_chat()
    }
}

#[cfg(test)]
impl Call {
    /// A prompt with a good key, for the tests of this crate.
    pub(crate) fn prompt(body: &str) -> Self {
        Self {
            number: 1,
            ordinal: 1,
            others: 0,
            method: "POST".into(),
            host: "127.0.0.1:8787".into(),
            path: "/v1/chat/completions".into(),
            authorization: Some("Bearer gc-test-unit".into()),
            body: body.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(authorization: Option<&str>, key: Option<&str>) {
        let authorization = authorization.map(str::to_owned);
        assert_eq!(Call { authorization, ..Call::prompt("") }.key(), key);
    }

    #[test]
    fn a_key_is_a_bearer_token() {
        check(Some("Bearer gc-test-1"), Some("gc-test-1"));
        check(Some("bearer gc-test-1"), Some("gc-test-1"));
        check(Some("Basic gc-test-1"), None);
        check(Some("gc-test-1"), None);
        check(Some("Bearer "), None);
        check(None, None);
    }

    #[test]
    fn a_route_comes_after_its_prefix() {
        let at = |path: &str| Call { path: path.into(), ..Call::prompt("") };
        assert_eq!(at("/v1/models").behind("/v1"), Some("/models"));
        assert_eq!(at("/v1").behind("/v1"), Some(""));
        assert_eq!(at("/v10/models").behind("/v1"), None);
        assert_eq!(at("/models").behind("/v1"), None);
        assert_eq!(at("/models").behind(""), Some("/models"));
    }
}
