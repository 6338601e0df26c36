"""The official Python SDK."""

import json

from openai import OpenAI
from rows import IN_JSON, PROMPT, TOOL, WEATHER, main


def create(row, prompt, **more):
    client = OpenAI(base_url=row["base_url"], api_key=row["key"], timeout=row["seconds"], max_retries=0)
    messages = [{"role": "user", "content": prompt}]
    return client.chat.completions.create(model=row["model"], messages=messages, **more)


def streamed(row):
    for chunk in create(row, PROMPT, stream=True):
        if chunk.choices:
            yield chunk.choices[0].delta.content


def tools(row):
    reply = create(row, WEATHER, tools=[TOOL], tool_choice="required")
    return json.loads(reply.choices[0].message.tool_calls[0].function.arguments)


main({
    "plain": lambda row: create(row, PROMPT).choices[0].message.content,
    "streamed": streamed,
    "tools": tools,
    "json": lambda row: json.loads(
        create(row, IN_JSON, response_format={"type": "json_object"}).choices[0].message.content
    ),
})
