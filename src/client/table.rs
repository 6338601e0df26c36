//! The programs.

use super::Client;
use super::need::{Reads, Scope};
use super::ways::{
    BROWSER, FORCED_TOOLS, JSON_BY_TOOL, JSON_MODE, JSON_MODE_WITH_SYSTEM, JSON_SCHEMA, MODELS,
    MODELS_IN_ANY_FORM, PLAIN, RESPONSES, STREAMED, STREAMED_PERHAPS_WITH_OPTIONS, STREAMED_RESPONSES,
    STREAMED_TOOLS, STREAMED_USAGE, STREAMED_WITH_OPTIONS, TEMPERATURE, TOOLS, TYPED_TOOLS, USAGE,
};
use crate::check::CheckId::{self, CompletionShape, ModelsShape, StreamParity, StreamShape};
use crate::check::{CONTENT_TYPE, UTF_8};
use crate::wire::Wrong::{self, Absent, Type, Word};

const fn reads(check: CheckId, part: &'static str, wrong: &'static [Wrong], scope: Scope) -> Reads {
    Reads { check, part, wrong, scope }
}

const fn all(check: CheckId, part: &'static str, wrong: &'static [Wrong]) -> Reads {
    reads(check, part, wrong, Scope::All)
}

const fn text(check: CheckId, part: &'static str, wrong: &'static [Wrong]) -> Reads {
    reads(check, part, wrong, Scope::Text)
}

/// A check reports bytes that are not UTF-8 for one reply.
const fn utf_8(check: CheckId) -> Reads {
    reads(check, UTF_8, &[Type], Scope::Prompt)
}

/// Keeps text only for the docs: it is not in the page.
const fn of_docs(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

const CONTENT: &str = "choices[].message.content";
const ROLE: &str = "choices[].message.role";
const LIST: &[Reads] = &[DATA, DATA_ID];
const DATA: Reads = all(ModelsShape, "data", &[Absent, Type]);
const DATA_ID: Reads = all(ModelsShape, "data[].id", &[Absent, Type]);

/// Programs with the official SDK for Python, which builds its objects without checking them, and reads
/// nothing of a reply with bytes that are not UTF-8.
const PYTHON: &[Reads] = &[
    text(CompletionShape, CONTENT, &[Type]),
    utf_8(CompletionShape),
    utf_8(StreamShape),
    all(StreamShape, "choices[].delta", &[Absent, Type]),
];

/// Programs in JavaScript, whose JSON is not checked at all.
const JAVASCRIPT: &[Reads] = &[text(CompletionShape, CONTENT, &[Type]), DATA, DATA_ID];

/// Every program, in the order of the page.
pub const CLIENTS: &[Client] = &[
    Client {
        id: "openai-python",
        name: "OpenAI SDK for Python",
        kind: "Python library",
        version: "openai 3.57.0",
        source: of_docs(
            "https://github.com/openai/openai-python, README.md and src/openai/_models.py (construct)",
        ),
        is_tried: true,
        always: &[],
        reads: PYTHON,
        ways: &[PLAIN, STREAMED, TOOLS, JSON_MODE],
    },
    Client {
        id: "openai-node",
        name: "OpenAI SDK for JavaScript",
        kind: "TypeScript library",
        version: "openai 6.49.0",
        source: of_docs("https://github.com/openai/openai-node, README.md"),
        is_tried: true,
        always: &[],
        reads: JAVASCRIPT,
        ways: &[PLAIN, STREAMED, TOOLS, JSON_MODE],
    },
    Client {
        id: "langchain-python",
        name: "LangChain (Python)",
        kind: "Python library",
        version: "langchain-openai 1.7.4",
        source: of_docs(
            "https://github.com/langchain-ai/langchain, libs/partners/openai/langchain_openai/chat_models/base.py",
        ),
        is_tried: true,
        always: &[],
        reads: &[
            all(CompletionShape, ROLE, &[Absent, Type]),
            reads(CompletionShape, CONTENT, &[Type], Scope::Json),
            utf_8(CompletionShape),
            utf_8(StreamShape),
        ],
        ways: &[PLAIN, STREAMED, TOOLS, JSON_SCHEMA, USAGE],
    },
    Client {
        id: "litellm-sdk",
        name: "LiteLLM SDK",
        kind: "Python library",
        version: "litellm 1.110.2",
        source: of_docs("https://github.com/BerriAI/litellm, litellm/llms/openai/openai.py"),
        is_tried: true,
        always: &[],
        reads: &[all(CompletionShape, CONTENT, &[Type]), utf_8(CompletionShape), utf_8(StreamShape)],
        ways: &[PLAIN, STREAMED, TOOLS, JSON_MODE, USAGE],
    },
    Client {
        id: "llamaindex",
        name: "LlamaIndex",
        kind: "Python library",
        version: "llama-index-llms-openai-like 0.8.1",
        source: of_docs(
            "https://github.com/run-llama/llama_index, llama-index-integrations/llms/llama-index-llms-openai",
        ),
        is_tried: true,
        always: &[TEMPERATURE],
        reads: &[
            all(CompletionShape, ROLE, &[Absent, Type, Word]),
            all(CompletionShape, CONTENT, &[Type]),
            utf_8(CompletionShape),
            utf_8(StreamShape),
        ],
        ways: &[PLAIN, STREAMED, TYPED_TOOLS, JSON_BY_TOOL],
    },
    Client {
        id: "vercel-ai-sdk",
        name: "Vercel AI SDK",
        kind: "TypeScript library",
        version: "@ai-sdk/openai-compatible 2.0.92",
        source: of_docs(
            "https://github.com/vercel/ai, packages/openai-compatible/src/chat/openai-compatible-chat-language-model.ts",
        ),
        is_tried: true,
        always: &[],
        reads: &[
            all(CompletionShape, "id", &[Type]),
            all(CompletionShape, "model", &[Type]),
            all(CompletionShape, ROLE, &[Type, Word]),
            all(CompletionShape, "choices[].finish_reason", &[Type]),
        ],
        ways: &[PLAIN, STREAMED, TYPED_TOOLS, JSON_MODE],
    },
    Client {
        id: "instructor",
        name: "Instructor",
        kind: "Python library",
        version: "instructor 1.17.0",
        source: of_docs("https://github.com/567-labs/instructor, instructor/mode.py"),
        is_tried: true,
        always: &[],
        reads: PYTHON,
        ways: &[PLAIN, STREAMED, FORCED_TOOLS, JSON_MODE_WITH_SYSTEM],
    },
    Client {
        id: "async-openai",
        name: "async-openai",
        kind: "Rust library",
        version: "async-openai 0.43.0",
        source: of_docs("https://github.com/64bit/async-openai, async-openai/src/types/chat/chat_.rs"),
        is_tried: true,
        always: &[],
        reads: &[
            all(CompletionShape, "id", &[Absent, Type]),
            all(CompletionShape, "object", &[Absent, Type]),
            all(CompletionShape, "created", &[Absent, Type]),
            all(CompletionShape, "model", &[Absent, Type]),
            all(CompletionShape, "choices[].index", &[Absent, Type]),
            all(CompletionShape, ROLE, &[Absent, Type, Word]),
            all(CompletionShape, CONTENT, &[Type]),
            all(CompletionShape, "choices[].finish_reason", &[Type, Word]),
            all(CompletionShape, "usage", &[Type]),
            all(CompletionShape, "usage.prompt_tokens", &[Absent, Type]),
            all(CompletionShape, "usage.completion_tokens", &[Absent, Type]),
            all(CompletionShape, "usage.total_tokens", &[Absent, Type]),
            utf_8(CompletionShape),
            all(StreamShape, "id", &[Absent, Type]),
            all(StreamShape, "object", &[Absent, Type]),
            all(StreamShape, "created", &[Type]),
            all(StreamShape, "model", &[Type]),
            all(StreamShape, "choices[].index", &[Absent, Type]),
            all(StreamShape, "choices[].delta", &[Absent, Type]),
            all(StreamShape, "choices[].delta.role", &[Type, Word]),
            all(StreamShape, "choices[].delta.content", &[Type]),
            all(StreamShape, "choices[].finish_reason", &[Type, Word]),
            utf_8(StreamShape),
            all(StreamParity, "id", &[Absent]),
            all(StreamParity, "model", &[Absent]),
        ],
        ways: &[PLAIN, STREAMED, TOOLS, JSON_MODE],
    },
    Client {
        id: "open-webui",
        name: "Open WebUI",
        kind: "chat server, Python",
        version: "commit 004a45f",
        source: of_docs(
            "https://github.com/open-webui/open-webui, backend/open_webui/routers/openai.py and src/lib/apis/openai/index.ts",
        ),
        is_tried: false,
        always: &[],
        reads: &[all(StreamShape, CONTENT_TYPE, &[Word])],
        ways: &[STREAMED_PERHAPS_WITH_OPTIONS, STREAMED_TOOLS, MODELS_IN_ANY_FORM, BROWSER],
    },
    Client {
        id: "librechat",
        name: "LibreChat",
        kind: "chat server, TypeScript",
        version: "commits 003bf57 and 00b3bc3",
        source: of_docs(
            "https://github.com/danny-avila/LibreChat, packages/api/src/endpoints/models.ts and openai/llm.ts",
        ),
        is_tried: false,
        always: &[],
        reads: LIST,
        ways: &[STREAMED_PERHAPS_WITH_OPTIONS, STREAMED_TOOLS, MODELS],
    },
    Client {
        id: "continue",
        name: "Continue",
        kind: "editor extension, TypeScript",
        version: "commit 023111d",
        source: of_docs(
            "https://github.com/continuedev/continue, packages/openai-adapters/src/apis/OpenAI.ts",
        ),
        is_tried: false,
        always: &[],
        reads: &[],
        ways: &[STREAMED_WITH_OPTIONS, STREAMED_TOOLS],
    },
    Client {
        id: "cline",
        name: "Cline",
        kind: "editor extension, TypeScript",
        version: "commit 0162b82",
        source: of_docs("https://github.com/cline/cline, src/core/api/providers/openai.ts"),
        is_tried: false,
        always: &[],
        reads: &[],
        ways: &[STREAMED_WITH_OPTIONS, STREAMED_TOOLS, STREAMED_USAGE],
    },
    Client {
        id: "codex-cli",
        name: "Codex CLI",
        kind: "coding agent, Rust",
        version: "commit 05673f5",
        source: of_docs(
            "https://github.com/openai/codex, codex-rs/model-provider-info/src/lib.rs (wire_api)",
        ),
        is_tried: false,
        always: &[],
        reads: &[],
        ways: &[STREAMED_RESPONSES],
    },
    Client {
        id: "n8n",
        name: "n8n (OpenAI Chat Model)",
        kind: "workflow server, TypeScript",
        version: "commit 01526fc",
        source: of_docs(
            "https://github.com/n8n-io/n8n, packages/@n8n/nodes-langchain/nodes/llms/LMChatOpenAi",
        ),
        is_tried: false,
        always: &[],
        reads: JAVASCRIPT,
        ways: &[PLAIN, RESPONSES, TOOLS, MODELS],
    },
    Client {
        id: "dify",
        name: "Dify",
        kind: "application server, Python",
        version: "dify_plugin, commit 0021d0c",
        source: of_docs(
            "https://github.com/langgenius/dify-plugin-sdks, python/dify_plugin/interfaces/model/openai_compatible/llm.py",
        ),
        is_tried: false,
        always: &[],
        reads: &[
            text(CompletionShape, CONTENT, &[Absent, Type]),
            all(CompletionShape, "model", &[Absent, Type]),
            // Without any usage it counts by itself.
            all(CompletionShape, "usage.prompt_tokens", &[Absent, Type]),
            all(CompletionShape, "usage.completion_tokens", &[Absent, Type]),
        ],
        ways: &[PLAIN, STREAMED, STREAMED_TOOLS, JSON_MODE],
    },
];
