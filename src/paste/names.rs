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

/// Endings of names, in small letters, without anything but letters and digits. Source: the reference of
/// each client's settings; the last ones as people write them in German, French, Spanish and Chinese.
const ENDINGS: &[(Field, &[&str])] = &[
    (Field::AzureEndpoint, &["azureendpoint", "azureopenaiendpoint"]),
    (
        Field::BaseUrl,
        &[
            "apibaseurl",
            "apibaseurls",
            "baseurl",
            "apibase",
            "apiendpoint",
            "endpoint",
            "apiurl",
            "endpointurl",
            "serverurl",
            "baseuri",
            "uribase",
            "baseurls",
            "basepath",
            "gatewayurl",
            "openaiurl",
            "basisurl",
            "endpunkt",
            "urldebase",
            "urlbase",
            "基础url",
            "api地址",
            "接口地址",
            "请求地址",
            "网关地址",
        ],
    ),
    (
        Field::Key,
        &[
            "apikey",
            "apitoken",
            "authtoken",
            "accesstoken",
            "apikeys",
            "openaikey",
            "bearertoken",
            "keycredential",
            "subscriptionkey",
            "apischlüssel",
            "cléapi",
            "clédapi",
            "claveapi",
            "clavedeapi",
            "密钥",
        ],
    ),
    (
        Field::Model,
        &[
            "model",
            "modelname",
            "modelid",
            "deployment",
            "deploymentname",
            "deploymentid",
            "modell",
            "modèle",
            "modelo",
            "模型",
            "模型名称",
        ],
    ),
];
/// Whole names.
const WHOLE: &[(Field, &[&str])] = &[
    (Field::BaseUrl, &["url", "uri", "host", "targeturi"]),
    (Field::Key, &["key", "token", "authorization", "schlüssel", "clé", "clave"]),
    (Field::Model, &["engine"]),
    (Field::Prompt, &["prompt", "input"]),
    (Field::Stream, &["stream", "streaming"]),
];

/// Parts of names of other settings: `EMBEDDING_MODEL`, and `DATABASE_URL`, which ends like a base URL; and
/// services beside a gateway, whose addresses and keys are named like its own.
const OTHERS: [&str; 12] = [
    "embed",
    "嵌入",
    "database",
    "supabase",
    "firebase",
    "langchain",
    "langsmith",
    "langfuse",
    "pinecone",
    "qdrant",
    "tavily",
    "stripe",
];

/// Returns the meaning of a setting of this name; `None` for one that the form has no place for.
pub(super) fn field_of(name: &str) -> Option<Field> {
    meaning(name).map(|(field, _)| field)
}

/// The meaning of a setting of this name, and the beginning of the name before it, which settings of one
/// service share: `openai` of `OPENAI_API_KEY`.
pub(super) fn meaning(name: &str) -> Option<(Field, String)> {
    let plain: String = name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // Of several, the first.
    let plain = plain.strip_suffix('1').unwrap_or(&plain);
    if OTHERS.iter().any(|other| plain.contains(other)) {
        return None;
    }
    if let Some((field, _)) = WHOLE.iter().find(|(_, names)| names.contains(&plain)) {
        return Some((*field, String::new()));
    }
    let (field, ending) = ENDINGS.iter().find_map(|(field, endings)| {
        let ending = endings.iter().find(|ending| plain.ends_with(**ending))?;
        Some((*field, *ending))
    })?;
    let of_service = match (field, ending) {
        // The service is a part of these.
        (Field::AzureEndpoint, _) => "endpoint",
        (_, "openaikey") => "key",
        (_, "gatewayurl" | "openaiurl") => "url",
        (_, ending) => ending,
    };
    Some((field, plain[..plain.len() - of_service.len()].to_owned()))
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
        "api-key"
        | "x-api-key"
        | "apikey"
        | "x-litellm-api-key"
        | "ocp-apim-subscription-key"
        | "x-goog-api-key" => Header::Key,
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
    fn settings_of_one_service_begin_alike() {
        for (name, field, service) in [
            ("OPENAI_API_BASE_URL", Field::BaseUrl, "openai"),
            ("AZURE_OPENAI_ENDPOINT", Field::AzureEndpoint, "azureopenai"),
            ("OPENAI_KEY", Field::Key, "openai"),
            ("GATEWAY_URL", Field::BaseUrl, "gateway"),
            ("openAiModelId", Field::Model, "openai"),
            ("apiKey", Field::Key, ""),
            ("url", Field::BaseUrl, ""),
            ("KEY 1", Field::Key, ""),
            ("subscription_key", Field::Key, ""),
        ] {
            assert_eq!(meaning(name), Some((field, service.to_owned())), "{name}");
        }
        for name in [
            "DATABASE_URL",
            "NEXT_PUBLIC_SUPABASE_URL",
            "FIREBASE_API_KEY",
            "EMBEDDING_MODEL",
            "LANGSMITH_API_KEY",
            "KEY 2",
        ] {
            assert_eq!(meaning(name), None, "{name}");
        }
    }

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
