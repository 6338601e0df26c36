//! Python with the official SDK.

use super::quoting::string;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet = Snippet { id: "python", label: "Python (openai)", write };

const PLAIN: &str = "\
)
print(reply.choices[0].message.content)
";

const STREAMED: &str = r#"    stream=True,
    stream_options={"include_usage": True},
)
for chunk in reply:
    # The last chunk has the usage and no text.
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
"#;

/// No key is required, and a gateway may reject one that it does not know.
const UNSENT: &str = r#"
    extra_headers={"Authorization": Omit()},  # sends no key: none is required"#;

fn write(values: &Values<'_>, is_streamed: bool) -> String {
    let (imports, key, unsent) = if values.has_key {
        ("import os\n\nfrom openai import OpenAI", r#"os.environ["OPENAI_API_KEY"],"#, "")
    } else {
        ("from openai import Omit, OpenAI", r#""none",  # The SDK does not start without one."#, UNSENT)
    };
    let base_url = string(&values.base_url.to_string());
    let (model, messages) = values.model_and_messages();
    let rest = if is_streamed { STREAMED } else { PLAIN };
    format!(
        "# pip install openai\n{imports}\n\n\
         client = OpenAI(\n    base_url={base_url},\n    api_key={key}\n)\n\
         reply = client.chat.completions.create(\n    model={model},\n    messages={messages},{unsent}\n{rest}"
    )
}
