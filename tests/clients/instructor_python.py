"""Instructor on top of the official Python SDK: answers as Pydantic models, by a tool call or in JSON mode."""

import instructor
from openai import OpenAI
from pydantic import BaseModel
from rows import IN_JSON, PROMPT, WEATHER, main


class Weather(BaseModel):
    """The weather in a city."""

    city: str


class Greeting(BaseModel):
    """A greeting."""

    greeting: str


def create(row, prompt, mode=instructor.Mode.TOOLS, **more):
    openai = OpenAI(base_url=row["base_url"], api_key=row["key"], timeout=row["seconds"], max_retries=0)
    messages = [{"role": "user", "content": prompt}]
    client = instructor.from_openai(openai, mode=mode)
    return client.chat.completions.create(model=row["model"], messages=messages, max_retries=0, **more)


def streamed(row):
    for chunk in create(row, PROMPT, response_model=None, stream=True):
        if chunk.choices:
            yield chunk.choices[0].delta.content


main({
    "plain": lambda row: create(row, PROMPT, response_model=None).choices[0].message.content,
    "streamed": streamed,
    "tools": lambda row: create(row, WEATHER, response_model=Weather).model_dump(),
    "json": lambda row: create(row, IN_JSON, instructor.Mode.JSON, response_model=Greeting).model_dump(),
})
