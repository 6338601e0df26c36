//! Models that are suggested while somebody types.

use crate::redact::Redacted;
use crate::target::BaseUrl;

/// The models of one base URL. They are not suggested for another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// As the program writes it; empty if there is none.
    base_url: String,
    models: Vec<Redacted>,
}

impl Suggestions {
    /// These models, which belong to this base URL.
    pub fn new(base_url: &str, models: Vec<Redacted>) -> Self {
        Self { base_url: BaseUrl::parse(base_url).map(|it| it.to_string()).unwrap_or_default(), models }
    }

    /// The models, if they are those of `base_url`, however it is written.
    pub fn of(&self, base_url: &str) -> &[Redacted] {
        let is_theirs = BaseUrl::parse(base_url).is_ok_and(|it| self.base_url == it.to_string());
        if is_theirs { &self.models } else { &[] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_suggested_for_their_own_base_url_alone() {
        let models = vec![Redacted::own("m-small")];
        let suggestions = Suggestions::new("https://a.example/v1", models.clone());
        for own in ["https://a.example/v1", "HTTPS://A.example:443/v1/"] {
            assert_eq!(suggestions.of(own), models, "{own}");
        }
        for other in ["https://b.example/v1", "https://a.example/v2", "https://a.", ""] {
            assert!(suggestions.of(other).is_empty(), "{other}");
        }
        assert!(Suggestions::default().of("").is_empty());
        assert!(Suggestions::new("", models).of("").is_empty());
    }
}
