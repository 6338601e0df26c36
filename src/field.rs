//! The names of the page's fields.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// Name of a field: the same word in the document, in links and in saved settings.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum FieldName {
    /// The gateway, chosen from those of the page's host.
    Gateway,
    /// The base URL.
    BaseUrl,
    /// The key.
    ApiKey,
    /// The model.
    Model,
    /// The prompt.
    Prompt,
    /// The choice to stream the answer.
    Stream,
    /// The time limit for the first byte, in seconds.
    TimeoutS,
    /// The largest number of parallel requests.
    Concurrency,
    /// The profile.
    Profile,
    /// The number of times to send the prompt.
    Repeat,
    /// Settings that are pasted as a text.
    Pasted,
    /// The key that replaces that of the connection form.
    NewApiKey,
    /// A prompt that the gateway must refuse.
    ForbiddenPrompt,
    /// A model that the key must not use.
    ForbiddenModel,
    /// The models that step in for that of the connection form.
    Alternatives,
    /// The number of prompts to send at once.
    Burst,
    /// The time between the prompts of a watch, in seconds.
    WatchEveryS,
    /// The length of a watch, in minutes.
    WatchMinutes,
    /// The base URL of the second target of a comparison; the connection form is the first.
    #[strum(serialize = "base_url_2")]
    BaseUrl2,
    /// Its key.
    #[strum(serialize = "api_key_2")]
    ApiKey2,
    /// Its model.
    #[strum(serialize = "model_2")]
    Model2,
    /// The base URL of the third target.
    #[strum(serialize = "base_url_3")]
    BaseUrl3,
    /// Its key.
    #[strum(serialize = "api_key_3")]
    ApiKey3,
    /// Its model.
    #[strum(serialize = "model_3")]
    Model3,
    /// The base URL of the fourth target.
    #[strum(serialize = "base_url_4")]
    BaseUrl4,
    /// Its key.
    #[strum(serialize = "api_key_4")]
    ApiKey4,
    /// Its model.
    #[strum(serialize = "model_4")]
    Model4,
    /// The base URL of the fifth target.
    #[strum(serialize = "base_url_5")]
    BaseUrl5,
    /// Its key.
    #[strum(serialize = "api_key_5")]
    ApiKey5,
    /// Its model.
    #[strum(serialize = "model_5")]
    Model5,
    /// The base URL of the sixth target.
    #[strum(serialize = "base_url_6")]
    BaseUrl6,
    /// Its key.
    #[strum(serialize = "api_key_6")]
    ApiKey6,
    /// Its model.
    #[strum(serialize = "model_6")]
    Model6,
}

impl FieldName {
    /// All of them, in the order of the page.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable word for the document, links and saved settings.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_parsing;

    #[test]
    fn names_are_words_in_snake_case_and_each_is_read_back() {
        check_parsing(FieldName::ALL, FieldName::as_str);
        for name in FieldName::ALL {
            let word = name.as_str();
            let is_snake = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            assert!(word.bytes().all(is_snake), "{word}");
            assert_eq!(name.to_string(), word);
        }
    }

    #[test]
    fn a_name_that_programs_know_stays_as_it_is() {
        use FieldName::{ApiKey2, BaseUrl, Gateway, Model6, NewApiKey, TimeoutS, WatchEveryS};
        let names = [Gateway, BaseUrl, TimeoutS, NewApiKey, WatchEveryS, ApiKey2, Model6];
        assert_eq!(
            names.map(FieldName::as_str),
            ["gateway", "base_url", "timeout_s", "new_api_key", "watch_every_s", "api_key_2", "model_6"]
        );
    }
}
