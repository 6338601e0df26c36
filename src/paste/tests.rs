//! Texts as people send them to each other, each with the expected values of the form. Written after the
//! public guides of gateways and clients; hosts and keys are made up.

mod code;
mod curl;
mod services;

use super::*;

/// Base URL, key, model, prompt and streaming that are expected; `-` for nothing.
type Wanted<'a> = [&'a str; 5];

#[track_caller]
fn check(form: &str, text: &str, wanted: Wanted<'_>) -> Vec<LeftOut> {
    let pasted = read(text).unwrap_or_else(|| panic!("nothing is read of {text}"));
    let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let seen = [
        or(pasted.base_url),
        or(pasted.api_key.map(|key| key.expose().to_owned())),
        or(pasted.model),
        or(pasted.prompt),
        or(pasted.is_streamed.map(|it| it.to_string())),
    ];
    assert_eq!((pasted.form, seen.each_ref().map(String::as_str)), (form, wanted), "{text}");
    pasted.left_out
}

const CURL: &str = "curl command";

#[test]
fn placeholders_are_no_keys() {
    for key in [
        "$OPENAI_API_KEY",
        "${KEY}",
        "%KEY%",
        "<your key>",
        "<YOUR_API_KEY>",
        "sk-...",
        "sk-…",
        "YOUR_KEY",
        "your-api-key",
        "{{api_key}}",
        "sk-xxxxxxxx",
        "[your key]",
        "***",
        "OPENAI_API_KEY",
        "",
    ] {
        let text = format!("curl https://gateway.example/v1/models -H \"Authorization: Bearer {key}\"");
        let left_out = check(CURL, &text, ["https://gateway.example/v1", "-", "-", "-", "-"]);
        assert_eq!(left_out, [LeftOut::KeyPlaceholder], "{key}");
    }
}

const VARIABLES: &str = "variables";

#[test]
fn variables_of_every_shell() {
    let wanted = ["https://gateway.example/v1", "gc-test-11", "m-small", "-", "-"];
    for text in [
        "export OPENAI_BASE_URL=https://gateway.example/v1\nexport OPENAI_API_KEY=gc-test-11\nexport OPENAI_MODEL=m-small",
        "OPENAI_BASE_URL=\"https://gateway.example/v1/\"\nOPENAI_API_KEY='gc-test-11' # mine\nMODEL=m-small\n",
        "set OPENAI_BASE_URL=https://gateway.example/v1\r\nset OPENAI_API_KEY=gc-test-11\r\nset OPENAI_MODEL=m-small\r\n",
        "set \"OPENAI_API_BASE=https://gateway.example/v1\"\nset \"OPENAI_API_KEY=gc-test-11\"\nset \"OPENAI_MODEL_NAME=m-small\"",
        "setx OPENAI_BASE_URL https://gateway.example/v1\nsetx OPENAI_API_KEY gc-test-11\nsetx OPENAI_MODEL m-small",
        "$env:OPENAI_BASE_URL = \"https://gateway.example/v1\"\n$env:OPENAI_API_KEY = \"gc-test-11\"\n$env:OPENAI_MODEL = 'm-small'",
        "# from the portal\nFB_OPENAI_BASE_URL=https://gateway.example/v1\nFB_OPENAI_API_KEY=gc-test-11\nFB_OPENAI_MODEL=m-small",
        "ENV LITELLM_API_BASE=https://gateway.example/v1\nENV LITELLM_API_KEY=gc-test-11\nENV LITELLM_MODEL=m-small",
        "export OPENAI_API_KEY=gc-test-11 && export OPENAI_BASE_URL=https://gateway.example/v1; export OPENAI_MODEL=m-small",
        "OPENAI_BASE_URL=https://gateway.example/v1 OPENAI_API_KEY=gc-test-11 OPENAI_MODEL=\"m-small\" program --key x # OLD_API_KEY=gc-test-1",
        "docker run -d -e OPENAI_BASE_URL=https://gateway.example/v1 \\\n  -e OPENAI_API_KEY=gc-test-11 \\\n  --env OPENAI_MODEL=m-small image",
        "docker run -d -e \"OPENAI_BASE_URL=https://gateway.example/v1\" -e 'OPENAI_API_KEY=gc-test-11' --env=OPENAI_MODEL=m-small image",
        "docker run -d \\\n  -e \"OPENAI_BASE_URL=https://gateway.example/v1\" \\\n  --env=OPENAI_API_KEY=gc-test-11 \\\n  -e OPENAI_MODEL='m-small' image",
        "environment:\n  - 'OPENAI_BASE_URL=https://gateway.example/v1'\n  - OPENAI_API_KEY=gc-test-11\n  - OPENAI_MODEL=m-small",
        "OPENAI_API_BASE_URLS=\"https://gateway.example/v1;https://other.example/v1\"\nOPENAI_API_KEYS=\"gc-test-11;gc-test-1\"\nOPENAI_MODEL=m-small",
        "LANGCHAIN_ENDPOINT=https://other.example\nLANGCHAIN_API_KEY=gc-test-1\nOPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEY=gc-test-11\nOPENAI_MODEL=m-small",
        "$ export OPENAI_BASE_URL=https://gateway.example/v1\n$ export OPENAI_API_KEY=gc-test-11\n$ export OPENAI_MODEL=m-small",
        "set -gx OPENAI_BASE_URL https://gateway.example/v1\nset -x OPENAI_API_KEY gc-test-11\nsetenv OPENAI_MODEL m-small",
        "$baseUrl = \"https://gateway.example/v1\"\n$apiKey = \"gc-test-11\"\n$model = 'm-small'",
        "# OTHER_API_KEY=gc-test-1 OTHER_BASE_URL=https://other.example\nOPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEY=gc-test-11\nOPENAI_MODEL=m-small",
        "- OPENAI_API_BASE_URL=https://gateway.example/v1\n- OPENAI_API_KEY=gc-test-11\n- DEFAULT_MODEL=m-small",
    ] {
        check(VARIABLES, text, wanted);
    }
}

#[test]
fn variables_of_azure() {
    check(
        VARIABLES,
        "AZURE_OPENAI_ENDPOINT=https://resource.openai.azure.com/\nAZURE_OPENAI_API_KEY=gc-test-12\nAZURE_OPENAI_DEPLOYMENT=m-4\nAZURE_OPENAI_API_VERSION=2026-01-01",
        ["https://resource.openai.azure.com/openai/v1", "gc-test-12", "m-4", "-", "-"],
    );
    check(
        "settings",
        "Target URI: https://resource.cognitiveservices.azure.com/openai/deployments/m-4/chat/completions?api-version=2026-01-01\nKey: gc-test-19",
        ["https://resource.cognitiveservices.azure.com/openai/v1", "gc-test-19", "m-4", "-", "-"],
    );
}

const CODE: &str = "code";

#[test]
fn requests_as_text() {
    check(
        "HTTP request",
        "POST https://gateway.example/v1/chat/completions HTTP/1.1\nAuthorization: Bearer gc-test-51\nContent-Type: application/json\n\n{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
        ["https://gateway.example/v1", "gc-test-51", "m", "Hi", "-"],
    );
    check(
        "HTTP request",
        "### chat\nPOST /v1/chat/completions HTTP/1.1\r\nHost: gateway.example\r\nauthorization: Bearer gc-test-52\r\n\r\n{\"model\":\"m\",\n\"stream\":true}\r\n\r\n### models\r\nGET /v1/models\r\n",
        ["https://gateway.example/v1", "gc-test-52", "m", "-", "true"],
    );
}

#[test]
fn requests_that_a_program_saved() {
    let left_out = check(
        "saved request",
        r#"{"info":{"name":"Gateway"},"item":[{"name":"chat","request":{"auth":{"type":"bearer","bearer":[{"key":"token","value":"gc-test-53","type":"string"}]},"method":"POST","header":[{"key":"Content-Type","value":"application/json"},{"key":"X-Team","value":"a"}],"body":{"mode":"raw","raw":"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"},"url":{"raw":"https://gateway.example/v1/chat/completions","protocol":"https","host":["gateway","example"],"path":["v1","chat","completions"]}}}]}"#,
        ["https://gateway.example/v1", "gc-test-53", "m", "Hi", "-"],
    );
    assert_eq!(left_out, [LeftOut::Header("X-Team".to_owned())]);
    check(
        "saved request",
        r#"{"log":{"entries":[{"request":{"method":"POST","url":"https://gateway.example/v1/chat/completions","headers":[{"name":"Authorization","value":"Bearer gc-test-54"}],"postData":{"mimeType":"application/json","text":"{\"model\":\"m\",\"stream\":true}"}}}]}}"#,
        ["https://gateway.example/v1", "gc-test-54", "m", "-", "true"],
    );
    check(
        "saved request",
        r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://app.example/chat","headers":[{"name":"Authorization","value":"Bearer gc-test-1"}]}},{"request":{"method":"POST","url":"https://gateway.example/v1/responses","headers":[{"name":"Authorization","value":"Bearer gc-test-56"}],"postData":{"text":"{\"model\":\"m\"}"}}}]}}"#,
        ["https://gateway.example/v1", "gc-test-56", "m", "-", "-"],
    );
    let left_out = check(
        "saved request",
        r#"{"url":{"raw":"{{base_url}}/models"},"header":[{"key":"Authorization","value":"Bearer gc-test-55"}]}"#,
        ["-", "gc-test-55", "-", "-", "-"],
    );
    assert_eq!(left_out, [LeftOut::Placeholder]);
}

#[test]
fn settings_in_json() {
    check(
        "JSON settings",
        r#"{"models":[{"title":"G","provider":"openai","model":"m","apiBase":"https://gateway.example/v1","apiKey":"gc-test-61"}]}"#,
        ["https://gateway.example/v1", "gc-test-61", "m", "-", "-"],
    );
    check(
        "JSON settings",
        r#""openAiBaseUrl": "https://gateway.example/v1", "openAiApiKey": "gc-test-62", "openAiModelId": "m""#,
        ["https://gateway.example/v1", "gc-test-62", "m", "-", "-"],
    );
    check(
        "JSON settings",
        r#"{"base_url":"https://gateway.example/v1","api_key":"gc-test-63","embedding_model":"e","model":"m","stream":false}"#,
        ["https://gateway.example/v1", "gc-test-63", "m", "-", "false"],
    );
}

#[test]
fn in_json_the_prompt_is_what_the_user_says_last() {
    check(
        "JSON settings",
        r#"{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."},{"role":"user","content":"Bye"}]}"#,
        ["-", "-", "m", "Bye", "-"],
    );
}

#[test]
fn settings_in_yaml_and_toml() {
    check(
        "settings",
        "endpoints:\n  custom:\n    - name: \"Gateway\"\n      apiKey: \"gc-test-71\"\n      baseURL: \"https://gateway.example/v1\"\n      models:\n        default: [\"m\"]",
        ["https://gateway.example/v1", "gc-test-71", "-", "-", "-"],
    );
    check(
        "settings",
        "model: m\nprovider: openai\napiBase: https://gateway.example/v1 # ours\napiKey: gc-test-72",
        ["https://gateway.example/v1", "gc-test-72", "m", "-", "-"],
    );
    check(
        "settings",
        "[model_providers.gateway]\nname = \"Gateway\"\nbase_url = \"https://gateway.example/v1\"\nenv_key = \"GATEWAY_KEY\"",
        ["https://gateway.example/v1", "-", "-", "-", "-"],
    );
    check(
        "settings",
        "My settings.\n• Base URL: <https://me:gc-test-1@gateway.example/v1/chat/completions>.\n* **Authorization:** `bearer gc-test-74`\n> Model = m",
        ["https://gateway.example/v1", "gc-test-74", "m", "-", "-"],
    );
    check(
        "settings",
        "Base URL: https://gateway.example/v1\nAPI key: gc-test-73\nModel: m",
        ["https://gateway.example/v1", "gc-test-73", "m", "-", "-"],
    );
}

#[test]
fn settings_as_people_list_them() {
    let wanted = ["https://gateway.example/v1", "gc-test-121", "m-small", "-", "-"];
    for text in [
        "Base URL: https://gateway.example/v1, API key: gc-test-121, Model: m-small",
        "Base URL: https://gateway.example/v1 / API key: gc-test-121 / Model: m-small",
        "Hi Bob, base URL: https://gateway.example/v1; key: gc-test-121; model: m-small",
        "Gateway URL: https://gateway.example/v1 API key: gc-test-121 Model: m-small",
        "base_url: https://gateway.example/v1 | api_key: gc-test-121 | model: m-small",
        "base_url=https://gateway.example/v1 api_key=gc-test-121 model=m-small",
        "model=m-small api_key=gc-test-121 base_url=https://gateway.example/v1",
        "🔗 Base URL: https://gateway.example/v1 (internal)\n🔑 API key (test): gc-test-121 (until Friday)\n🤖 Model: m-small (default)",
        "Base URL: https://gateway.example/v1\nOPENAI_API_KEY=gc-test-121\nexport OPENAI_MODEL=m-small",
        "1. Base URL: https://gateway.example/v1\n2. API key: gc-test-121\n3. Model: m-small",
        "Base URL: https://gateway.example/v1<https://gateway.example/v1>\nAPI key: gc-test-121\nModel: m-small",
        "Base URL: [https://gateway.example/v1](https://gateway.example/v1)\nAPI key: gc-test-121\nModel: m-small",
        "OPENAI_API_BASE_URLS: \"https://gateway.example/v1;https://other.example/v1\"\nOPENAI_API_KEYS: \"gc-test-121;gc-test-1\"\nOPENAI_MODEL: m-small",
        "| Setting | Value |\n|---|---|\n| Base URL | https://gateway.example/v1 |\n| API key | `gc-test-121` |\n| Model | m-small |",
        "Base URL\thttps://gateway.example/v1\nAPI key\tgc-test-121\nModel\tm-small",
        "Base URL:\nhttps://gateway.example/v1\n\n**API key:**\ngc-test-121\nModel\nm-small",
        "Basis-URL: https://gateway.example/v1\nAPI-Schlüssel: gc-test-121\nModell: m-small",
        "URL de base : https://gateway.example/v1\nClé d’API : gc-test-121\nModèle : m-small",
        "URL base: https://gateway.example/v1\nClave de API: gc-test-121\nModelo: m-small",
        "接口地址：https://gateway.example/v1，密钥：gc-test-121，模型：m-small",
        "基础 URL：https://gateway.example/v1\nAPI 密钥：gc-test-121\n模型名称：m-small",
        "env:\n  - name: OPENAI_BASE_URL\n    value: https://gateway.example/v1\n  - name: PAYMENT_API_KEY\n    value: gc-test-1\n  - name: OPENAI_API_KEY\n    value: \"gc-test-121\"\n  - name: OPENAI_MODEL\n    value: m-small",
    ] {
        let pasted = read(text).unwrap_or_else(|| panic!("nothing is read of {text}"));
        check(pasted.form, text, wanted);
    }
    check(
        "settings",
        "KEY 1\ngc-test-122\nKEY 2\ngc-test-1\nLocation/Region\neastus\nEndpoint\nhttps://resource.openai.azure.com/",
        ["https://resource.openai.azure.com/openai/v1", "gc-test-122", "-", "-", "-"],
    );
}

#[test]
fn a_key_comes_in_no_other_field() {
    for text in [
        "Base URL: https://gateway.example/v1 see gc-test-1",
        "URL\nAPI key\ngc-test-1\nhttps://gateway.example/v1",
        "API key\nURL\ngc-test-1\nhttps://gateway.example/v1",
        "URL:\ngc-test-1",
        "Base URL: https://gateway.example/v1\nModel: m, key gc-test-1",
        "curl https://me:gc-test-1@gätewäy.example/v1/models",
        "base_url=https://gateway.example/v1;gc-test-1",
        "Base URL: https://gateway.example/v1, prompt: Say hi, model: m, API key: gc-test-1",
    ] {
        let Some(pasted) = read(text) else { continue };
        let shown = [pasted.base_url, pasted.model, pasted.prompt];
        assert!(!shown.iter().flatten().any(|it| it.contains("gc-test")), "{shown:?} of {text}");
    }
}

#[test]
fn lists_of_variables_in_json() {
    let wanted = ["https://gateway.example/v1", "gc-test-123", "-", "-", "-"];
    for text in [
        r#"[{"name":"OPENAI_API_KEY","value":"gc-test-123","slotSetting":false},{"name":"OPENAI_BASE_URL","value":"https://gateway.example/v1"}]"#,
        r#"{"name":"Gateway","values":[{"key":"base_url","value":"https://gateway.example/v1","enabled":true},{"key":"api_key","value":"gc-test-123","enabled":true}]}"#,
        "{\n  // ours\n  \"url\": \"https://gateway.example/v1\",\n  \"apiKey\": \"gc-test-123\",\n}",
        "{ baseURL: 'https://gateway.example/v1', apiKey: 'gc-test-123' }",
        "\"openAiBaseUrl\": \"https://gateway.example/v1\",\n\"openAiApiKey\": \"gc-test-123\",",
    ] {
        check("JSON settings", text, wanted);
    }
    let text = "{\"models\":[\n{\"model\":\"n\",\"apiBase\":\"https://gateway.example/v1\"}, // no key\n{\"model\":\"m\",\"apiKey\":\"gc-test-1\"}]}";
    assert!(read(text).unwrap().api_key.is_none());
}

#[test]
fn what_is_none_of_these_is_left_alone() {
    for text in [
        "",
        "Hello, can you help me?",
        "https://gateway.example/v1",
        "gc-test-1234",
        "Say: hello",
        "{",
        "[]",
        "{}",
        "curl",
        "fetch(",
        "x = 1",
        "MODEL=m",
        "PROMPT=Hi",
        "\u{0}",
        "POST",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
    // The setting has 24 bytes.
    let padded = |spaces: usize| format!("OPENAI_API_KEY=gc-test-1{}", " ".repeat(spaces));
    assert!(read(&padded(199_976)).is_some());
    assert!(read(&padded(199_977)).is_none());
}

#[test]
fn nothing_that_is_pasted_breaks_the_page_or_grows() {
    for (part, times) in [
        ("curl $'", 25_000),
        ("A=$A\n", 30_000),
        ("export A=xxxxxxxxxxxxxxxx; ", 4_000),
        ("curl -H ", 20_000),
        ("curl", 49_000),
        ("curl $ ", 28_000),
        ("fetch(\"", 20_000),
        ("{\"a\":", 30_000),
        ("OpenAI(a=", 20_000),
        ("^\n", 90_000),
        ("`\"", 90_000),
        ("a: b\n", 35_000),
        ("\\", 190_000),
        ("\u{1f600}", 45_000),
    ] {
        for head in ["", "curl ", "A=1\ncurl ", "{", "OpenAI("] {
            drop(read(&format!("{head}{}", part.repeat(times))));
        }
    }
    let grown = format!("A={}\ncurl {}", "x".repeat(90_000), "$A".repeat(40_000));
    assert!(read(&grown).is_none_or(|it| it.base_url.unwrap_or_default().len() <= MAX_BYTES));
    let words =
        format!("A={}\ncurl https://a.example/v1/models{}", "x".repeat(90_000), " -d $A".repeat(15_000));
    assert!(read(&words).is_some());
}

#[test]
fn what_is_no_variable_is_no_setting_among_variables() {
    check(
        VARIABLES,
        "# for libcurl 8.5\nkey below\nthe old OPENAI_API_KEY=gc-test-0\nOPENAI_API_KEY=gc-test-93\nOPENAI_BASE_URL=https://gateway.example/v1\nTAGS=[a]",
        ["https://gateway.example/v1", "gc-test-93", "-", "-", "-"],
    );
}

#[test]
fn a_comment_in_settings_is_no_setting() {
    check(
        "settings",
        "# apiKey: gc-test-0\napiKey: gc-test-96\nbaseURL: https://gateway.example/v1",
        ["https://gateway.example/v1", "gc-test-96", "-", "-", "-"],
    );
}
