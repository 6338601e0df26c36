//! Asks the rows from standard input with `async-openai`, as `tests/clients/rows.py` says.

use std::error::Error;
use std::io;
use std::time::Duration;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::chat::{
    ChatCompletionMessageToolCalls, ChatCompletionRequestUserMessage, ChatCompletionTool,
    ChatCompletionToolChoiceOption, ChatCompletionTools, CreateChatCompletionRequest,
    CreateChatCompletionResponse, FunctionObject, ResponseFormat, ToolChoiceOptions,
};
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::{Map, Value, json};

const PROMPT: &str = "Say hello.";
const WEATHER: &str = "What is the weather in 'Paris'? Use the tool.";
const IN_JSON: &str = "Say hello as JSON with the key \"greeting\".";
/// As much of a text as is compared; a stream without end has answered long before.
const MOST_CHARS: usize = 2000;

type Answer = Result<Value, Box<dyn Error>>;

fn client(row: &Value) -> Result<Client<OpenAIConfig>, Box<dyn Error>> {
    let config = OpenAIConfig::new().with_api_base(text(row, "base_url")).with_api_key(text(row, "key"));
    let http = reqwest::Client::builder().read_timeout(limit(row)).build()?;
    Ok(Client::with_config(config).with_http_client(http))
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

fn limit(row: &Value) -> Duration {
    Duration::from_secs(row["seconds"].as_u64().unwrap_or(20))
}

fn request(row: &Value, prompt: &str) -> CreateChatCompletionRequest {
    CreateChatCompletionRequest {
        model: text(row, "model").to_owned(),
        messages: vec![ChatCompletionRequestUserMessage::from(prompt).into()],
        ..CreateChatCompletionRequest::default()
    }
}

async fn create(
    row: &Value,
    request: CreateChatCompletionRequest,
) -> Result<CreateChatCompletionResponse, Box<dyn Error>> {
    Ok(client(row)?.chat().create(request).await?)
}

fn content(reply: CreateChatCompletionResponse) -> Option<String> {
    reply.choices.into_iter().next()?.message.content
}

async fn plain(row: &Value) -> Answer {
    let content = content(create(row, request(row, PROMPT)).await?);
    Ok(content.map(|text| text.chars().take(MOST_CHARS).collect::<String>()).into())
}

async fn streamed(row: &Value) -> Answer {
    let mut stream = client(row)?.chat().create_stream(request(row, PROMPT)).await?;
    let mut text = String::new();
    while let Some(chunk) = stream.next().await {
        text += chunk?.choices.first().and_then(|it| it.delta.content.as_deref()).unwrap_or_default();
        if text.len() > 10_000 {
            break;
        }
    }
    Ok(text.chars().take(MOST_CHARS).collect::<String>().into())
}

async fn tools(row: &Value) -> Answer {
    let parameters =
        json!({ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] });
    let function = FunctionObject {
        name: "get_weather".to_owned(),
        description: None,
        parameters: Some(parameters),
        strict: None,
    };
    let request = CreateChatCompletionRequest {
        tools: Some(vec![ChatCompletionTools::Function(ChatCompletionTool { function })]),
        tool_choice: Some(ChatCompletionToolChoiceOption::Mode(ToolChoiceOptions::Required)),
        ..request(row, WEATHER)
    };
    let reply = create(row, request).await?;
    let calls = reply.choices.into_iter().next().and_then(|it| it.message.tool_calls).unwrap_or_default();
    match calls.first() {
        Some(ChatCompletionMessageToolCalls::Function(call)) => {
            Ok(serde_json::from_str(&call.function.arguments)?)
        }
        Some(_) | None => Err("no call".into()),
    }
}

async fn in_json(row: &Value) -> Answer {
    let request = CreateChatCompletionRequest {
        response_format: Some(ResponseFormat::JsonObject),
        ..request(row, IN_JSON)
    };
    let reply = create(row, request).await?;
    Ok(serde_json::from_str(&content(reply).ok_or("no text")?)?)
}

/// Returns the result within the row's time, or the reason for having none.
async fn outcome(row: &Value, answer: impl Future<Output = Answer>) -> Value {
    match tokio::time::timeout(limit(row) + Duration::from_secs(2), answer).await {
        Ok(Ok(got)) => json!({ "got": got }),
        Ok(Err(why)) => json!({ "why": why.to_string().chars().take(300).collect::<String>() }),
        Err(_) => json!({ "why": "time is up" }),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let rows: Vec<Value> = serde_json::from_reader(io::stdin())?;
    let all: Map<String, Value> = stream::iter(&rows)
        .map(async |row| {
            let of_row = json!({
                "plain": outcome(row, plain(row)).await,
                "streamed": outcome(row, streamed(row)).await,
                "tools": outcome(row, tools(row)).await,
                "json": outcome(row, in_json(row)).await,
            });
            (text(row, "id").to_owned(), of_row)
        })
        .buffer_unordered(8)
        .collect()
        .await;
    serde_json::to_writer(io::stdout(), &all)?;
    Ok(())
}
