//! JavaScript without any package.

use super::quoting::string;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet = Snippet { id: "fetch", label: "JavaScript (fetch)", write };

const PLAIN: &str = "console.log((await reply.json()).choices[0].message.content);\n";

const STREAMED: &str = r#"let rest = "";
for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const data = line.startsWith("data:") ? line.slice(5).trim() : "[DONE]";
    if (data === "[DONE]") continue;
    // The last one has the usage and no text.
    process.stdout.write(JSON.parse(data).choices[0]?.delta.content ?? "");
  }
}
console.log();
"#;

fn write(values: &Values<'_>, is_streamed: bool) -> String {
    let key =
        if values.has_key { "\n    Authorization: `Bearer ${process.env.OPENAI_API_KEY}`," } else { "" };
    let (url, body) = (string(&values.endpoint()), values.body(is_streamed));
    let rest = if is_streamed { STREAMED } else { PLAIN };
    format!(
        "// Node.js 20 or newer; save as a file that ends in .mjs\nconst reply = await fetch({url}, {{\n  \
         method: \"POST\",\n  headers: {{\n    \"Content-Type\": \"application/json\",{key}\n  }},\n  \
         body: JSON.stringify({body}),\n}});\n\
         if (!reply.ok) throw new Error(`${{reply.status}} ${{await reply.text()}}`);\n{rest}"
    )
}
