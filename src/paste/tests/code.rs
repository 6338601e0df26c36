use super::*;

#[test]
fn calls_in_python() {
    check(
        CODE,
        "from openai import OpenAI\n\nclient = OpenAI(\n    base_url=\"https://gateway.example/v1\",\n    api_key=\"gc-test-21\",  # from the portal\n)\nresponse = client.chat.completions.create(\n    model=\"m-small\",\n    messages=[{\"role\": \"system\", \"content\": \"Be brief.\"}, {\"role\": \"user\", \"content\": \"Say \\\"hi\\\".\"}],\n    stream=True,\n)",
        ["https://gateway.example/v1", "gc-test-21", "m-small", "Say \"hi\".", "true"],
    );
    let left_out = check(
        CODE,
        "import os\nimport openai\nclient = openai.OpenAI(api_key=os.environ[\"KEY\"], base_url='http://127.0.0.1:8000/v1')",
        ["http://127.0.0.1:8000/v1", "-", "-", "-", "-"],
    );
    assert_eq!(left_out, [LeftOut::KeyPlaceholder]);
    check(
        CODE,
        "from langchain_openai import ChatOpenAI\nllm = ChatOpenAI(model=\"m\", openai_api_base=\"https://gateway.example/v1\", openai_api_key=\"gc-test-22\", streaming=False)\nllm.invoke(\"Hello there\")",
        ["https://gateway.example/v1", "gc-test-22", "m", "Hello there", "false"],
    );
    check(
        CODE,
        "from llama_index.llms.openai_like import OpenAILike\nllm = OpenAILike(model='m', api_base='https://gateway.example/v1', api_key='gc-test-23', is_chat_model=True)",
        ["https://gateway.example/v1", "gc-test-23", "m", "-", "-"],
    );
    check(
        CODE,
        "import litellm\nlitellm.completion(model=\"openai/m\", api_base=\"https://gateway.example/v1\", api_key=\"gc-test-24\", messages=[{\"role\": \"user\", \"content\": \"Hi\"}])",
        ["https://gateway.example/v1", "gc-test-24", "openai/m", "Hi", "-"],
    );
    check(
        CODE,
        "import instructor\nfrom openai import OpenAI\nclient = instructor.from_openai(OpenAI(base_url=\"https://gateway.example/v1\", api_key=\"gc-test-25\"))",
        ["https://gateway.example/v1", "gc-test-25", "-", "-", "-"],
    );
    check(
        CODE,
        "from openai import AzureOpenAI\nclient = AzureOpenAI(azure_endpoint=\"https://resource.openai.azure.com\", api_key=\"gc-test-26\", azure_deployment=\"m-4\", api_version=\"2026-01-01\")",
        ["https://resource.openai.azure.com/openai/v1", "gc-test-26", "m-4", "-", "-"],
    );
}

#[test]
fn calls_of_an_http_library() {
    let wanted = ["https://gateway.example/v1", "gc-test-34", "m", "Hi", "-"];
    for text in [
        "import requests\nrequests.post(\"https://gateway.example/v1/chat/completions\", headers={\"Authorization\": \"Bearer gc-test-34\"}, json={\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]})",
        "axios.post('https://gateway.example/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }, { headers: { Authorization: 'Bearer gc-test-34' } });",
        "const url = 'https://gateway.example/v1/chat/completions';\nfetch(url, { headers: { Authorization: 'Bearer gc-test-34' }, body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }) });",
    ] {
        check(CODE, text, wanted);
    }
    check(
        CODE,
        "from openai import AzureOpenAI\nendpoint = \"https://resource.openai.azure.com/\"\ndeployment = \"m-4\"\nsubscription_key = \"gc-test-35\"\nclient = AzureOpenAI(azure_endpoint=endpoint, api_key=subscription_key)\nclient.chat.completions.create(model=deployment)",
        ["https://resource.openai.azure.com/openai/v1", "gc-test-35", "m-4", "-", "-"],
    );
}

#[test]
fn a_variable_is_no_value() {
    let left_out = check(
        CODE,
        "base_url = \"https://gateway.example/v1\"\nclient = OpenAI(api_key=api_key, base_url=base_url)\nclient.chat.completions.create(model=\"m\", messages=[{\"role\": \"user\", \"content\": question}])",
        ["https://gateway.example/v1", "-", "m", "-", "-"],
    );
    assert_eq!(left_out, [LeftOut::KeyPlaceholder, LeftOut::Placeholder]);
    check(
        CODE,
        "import os\nos.environ[\"OPENAI_API_KEY\"] = \"gc-test-27\"\nllm = ChatOpenAI(base_url=\"https://gateway.example/v1\", model=\"m\")\nllm.invoke(\"Introduce yourself...\")",
        ["https://gateway.example/v1", "gc-test-27", "m", "Introduce yourself...", "-"],
    );
}

#[test]
fn calls_in_other_languages() {
    let wanted = ["https://gateway.example/v1", "gc-test-28", "m", "-", "-"];
    check(
        CODE,
        "$headers = @{ \"Authorization\" = \"Bearer gc-test-29\"; \"Content-Type\" = \"application/json\" }\n$body = @{ model = \"m\"; messages = @(@{ role = \"user\"; content = \"Hi\" }) } | ConvertTo-Json\nInvoke-RestMethod -Method Post `\n  -Uri \"https://gateway.example/v1/chat/completions\" `\n  -Headers $headers -Body $body",
        ["https://gateway.example/v1", "gc-test-29", "m", "Hi", "-"],
    );
    for text in [
        "var client = new ChatClient(model: \"m\", credential: new ApiKeyCredential(\"gc-test-28\"), options: new OpenAIClientOptions { Endpoint = new Uri(\"https://gateway.example/v1\") });",
        "apiKey := \"gc-test-28\"\nclient := openai.NewClient(option.WithAPIKey(apiKey), option.WithBaseURL(\"https://gateway.example/v1\"))\nmodel := \"m\"",
        "OpenAiChatModel.builder().baseUrl(\"https://gateway.example/v1\").apiKey(\"gc-test-28\").modelName(\"m\").build();",
        "$client = OpenAI::factory()->withApiKey('gc-test-28')->withBaseUri('https://gateway.example/v1')->make();\n$client->chat()->create(['model' => 'm']);",
        "client = OpenAI::Client.new(access_token: \"gc-test-28\", uri_base: \"https://gateway.example/v1\")\nclient.chat(parameters: { model: \"m\" })",
    ] {
        check(CODE, text, wanted);
    }
}

#[test]
fn calls_in_javascript() {
    check(
        CODE,
        "import OpenAI from 'openai';\nconst client = new OpenAI({\n  apiKey: 'gc-test-31', // mine\n  baseURL: 'https://gateway.example/v1',\n});\nawait client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true });",
        ["https://gateway.example/v1", "gc-test-31", "m", "Hi", "true"],
    );
    check(
        CODE,
        "import { createOpenAICompatible } from '@ai-sdk/openai-compatible';\nconst gateway = createOpenAICompatible({ name: 'g', baseURL: \"https://gateway.example/v1\", apiKey: process.env.KEY });",
        ["https://gateway.example/v1", "-", "-", "-", "-"],
    );
    check(
        CODE,
        "import { ChatOpenAI } from \"@langchain/openai\";\nnew ChatOpenAI({ model: \"m\", apiKey: \"gc-test-32\", configuration: { baseURL: \"https://gateway.example/v1\" } })",
        ["https://gateway.example/v1", "gc-test-32", "m", "-", "-"],
    );
}

#[test]
fn fetch_by_hand_and_copied() {
    check(
        "fetch call",
        "fetch(\"https://gateway.example/v1/chat/completions\", {\n  \"headers\": {\n    \"accept\": \"*/*\",\n    \"authorization\": \"Bearer gc-test-41\",\n    \"content-type\": \"application/json\"\n  },\n  \"referrer\": \"https://app.example/\",\n  \"body\": \"{\\\"model\\\":\\\"m\\\",\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"Hi\\\"}]}\",\n  \"method\": \"POST\"\n});",
        ["https://gateway.example/v1", "gc-test-41", "m", "Hi", "-"],
    );
    check(
        "fetch call",
        "const r = await fetch('https://gateway.example/v1/chat/completions', {\n  method: 'POST',\n  headers: { Authorization: 'Bearer gc-test-42', 'Content-Type': 'application/json' },\n  body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Hello' }] }),\n});",
        ["https://gateway.example/v1", "gc-test-42", "m", "Hello", "true"],
    );
    check(
        "fetch call",
        "fetch('https://gateway.example/v1/models', { headers: { Authorization: `Bearer ${key}` } })",
        ["https://gateway.example/v1", "-", "-", "-", "-"],
    );
}

#[test]
fn in_code_the_prompt_is_what_the_user_says_last() {
    check(
        CODE,
        "OpenAI(base_url=\"https://gateway.example/v1\", api_key=\"gc-test-94\").chat.completions.create(model=\"m\", messages=[{\"role\": \"user\", \"content\": \"Hi\"}, {\"role\": \"assistant\", \"content\": \"Hello.\"}])",
        ["https://gateway.example/v1", "gc-test-94", "m", "Hi", "-"],
    );
}

#[test]
fn of_a_fetch_call_what_is_not_taken_is_listed_as_a_header_or_as_a_part_of_the_body() {
    let left_out = check(
        "fetch call",
        "fetch('https://gateway.example/v1/chat/completions', {\n  method: 'POST', mode: 'cors', credentials: 'omit', cache: 'no-store',\n  headers: { Authorization: 'Bearer gc-test-95', 'X-Team': 'a' },\n  body: JSON.stringify({ model: 'm', top_k: 5, messages: [{ role: 'user', content: 'Hi' }] }),\n});",
        ["https://gateway.example/v1", "gc-test-95", "m", "Hi", "-"],
    );
    assert_eq!(left_out, [LeftOut::Header("X-Team".to_owned()), LeftOut::Parameter("top_k".to_owned())]);
}
