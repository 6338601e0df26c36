//! JavaScript with the official SDK.

use super::quoting::string;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet = Snippet { id: "javascript", label: "JavaScript (openai)", write };

const PLAIN: &str = "\
});
console.log(reply.choices[0].message.content);
";

const STREAMED: &str = r#"  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of reply) {
  // The last one has the usage and no text.
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
}
console.log();
"#;

/// No key is required, and a gateway may reject one that it does not know.
const UNSENT: &str = r#""none", // The SDK does not start without one.
  defaultHeaders: { Authorization: null }, // sends no key: none is required"#;

fn write(values: &Values<'_>, is_streamed: bool) -> String {
    let key = if values.has_key { "process.env.OPENAI_API_KEY," } else { UNSENT };
    let base_url = string(&values.base_url.to_string());
    let (model, messages) = values.model_and_messages();
    let rest = if is_streamed { STREAMED } else { PLAIN };
    format!(
        "// npm install openai; save as a file that ends in .mjs\nimport OpenAI from \"openai\";\n\n\
         const client = new OpenAI({{\n  baseURL: {base_url},\n  apiKey: {key}\n}});\n\
         const reply = await client.chat.completions.create({{\n  model: {model},\n  messages: {messages},\n{rest}"
    )
}
