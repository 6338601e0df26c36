"""LlamaIndex with its model class for OpenAI-compatible servers."""

from llama_index.core.prompts import PromptTemplate
from llama_index.core.tools import FunctionTool
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike
from pydantic import BaseModel
from rows import IN_JSON, PROMPT, WEATHER, main


class Greeting(BaseModel):
    """A greeting."""

    greeting: str


def get_weather(city: str) -> str:
    """The weather in a city."""
    return city


def model(row):
    return OpenAILike(
        api_base=row["base_url"],
        api_key=row["key"],
        model=row["model"],
        is_chat_model=True,
        is_function_calling_model=True,
        timeout=row["seconds"],
        max_retries=0,
    )


def tools(row):
    llm = model(row)
    reply = llm.chat_with_tools([FunctionTool.from_defaults(get_weather)], WEATHER, tool_required=True)
    return llm.get_tool_calls_from_response(reply)[0].tool_kwargs


main({
    "plain": lambda row: model(row).chat([ChatMessage(PROMPT)]).message.content,
    "streamed": lambda row: (piece.delta for piece in model(row).stream_chat([ChatMessage(PROMPT)])),
    "tools": tools,
    "json": lambda row: model(row).structured_predict(Greeting, PromptTemplate(IN_JSON)).model_dump(),
})
