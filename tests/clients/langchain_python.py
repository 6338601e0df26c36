"""LangChain's chat model for OpenAI-compatible servers."""

from langchain_openai import ChatOpenAI
from pydantic import BaseModel
from rows import PROMPT, TOOL, WEATHER, main


class Words(BaseModel):
    """The words of a greeting."""

    text: str


class Greeting(BaseModel):
    """A greeting."""

    words: Words


def model(row):
    return ChatOpenAI(
        base_url=row["base_url"],
        api_key=row["key"],
        model=row["model"],
        timeout=row["seconds"],
        max_retries=0,
    )


main({
    "plain": lambda row: model(row).invoke(PROMPT).text,
    "streamed": lambda row: (chunk.text for chunk in model(row).stream(PROMPT)),
    "tools": lambda row: model(row).bind_tools([TOOL], tool_choice="required").invoke(WEATHER).tool_calls[0]["args"],
    "json": lambda row: model(row).with_structured_output(Greeting).invoke(PROMPT).model_dump(),
})
