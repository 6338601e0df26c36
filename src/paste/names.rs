//! The usual names of settings and headers.

/// Meaning of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    BaseUrl,
    /// An Azure resource: the API is below its own path.
    AzureEndpoint,
    Key,
    Model,
    Prompt,
    Stream,
}

/// Endings of names, without anything but letters and digits. Source: the reference of each client's
/// settings.
const ENDINGS: &[(Field, &[&str])] = &[
    (Field::AzureEndpoint, &["azureendpoint", "azureopenaiendpoint"]),
    (
        Field::BaseUrl,
        &[
            "baseurl",
            "apibase",
            "endpoint",
            "apiurl",
            "endpointurl",
            "serverurl",
            "baseuri",
            "baseurls",
            "basepath",
        ],
    ),
    (Field::Key, &["apikey", "apitoken", "authtoken", "accesstoken", "apikeys", "openaikey", "bearertoken"]),
    (Field::Model, &["model", "modelname", "modelid", "deployment", "deploymentname", "deploymentid"]),
];
/// Whole names.
const WHOLE: &[(Field, &[&str])] = &[
    (Field::BaseUrl, &["url", "uri", "host"]),
    (Field::Key, &["key", "token"]),
    (Field::Model, &["engine"]),
    (Field::Prompt, &["prompt", "input"]),
    (Field::Stream, &["stream", "streaming"]),
];

/// Returns the meaning of a setting of this name; `None` for one that the form has no place for.
pub(super) fn field_of(name: &str) -> Option<Field> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if plain.contains("embed") {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, names)| names.contains(&plain.as_str()));
    let ending = || ENDINGS.iter().find(|(_, endings)| endings.iter().any(|ending| plain.ends_with(ending)));
    whole.or_else(ending).map(|(field, _)| *field)
}

/// Meaning of a request header to this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Authorization,
    /// It holds a key in another way than this page sends one.
    Key,
    /// This page or the browser sets it.
    OfThisPage,
    Other,
}

pub(super) fn header(name: &str) -> Header {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "authorization" => Header::Authorization,
        "api-key" | "x-api-key" | "ocp-apim-subscription-key" | "x-goog-api-key" => Header::Key,
        "content-type" | "accept" | "content-length" | "host" | "user-agent" | "connection" | "origin"
        | "referer" | "accept-encoding" | "accept-language" | "cache-control" | "pragma" | "priority"
        | "dnt" => Header::OfThisPage,
        _ if name.starts_with("sec-") || name.starts_with(':') => Header::OfThisPage,
        _ => Header::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_a_browser_sets_are_of_this_page() {
        for name in [
            "Content-Type",
            "accept",
            "content-length",
            "host",
            "user-agent",
            "connection",
            "origin",
            "referer",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "priority",
            "dnt",
            "sec-fetch-mode",
            "Sec-CH-UA",
            ":authority",
        ] {
            assert_eq!(header(name), Header::OfThisPage, "{name}");
        }
        for name in ["x-team", "x-sec-fetch", "openai-organization"] {
            assert_eq!(header(name), Header::Other, "{name}");
        }
    }
}
