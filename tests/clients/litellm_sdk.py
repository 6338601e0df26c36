"""LiteLLM's SDK, with its provider for OpenAI-compatible servers."""

import json
import os

# Its prices come with it; otherwise it would fetch them.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
from rows import IN_JSON, PROMPT, TOOL, WEATHER, main

litellm.suppress_debug_info = True


def complete(row, prompt, **more):
    return litellm.completion(
        model=f"openai/{row['model']}",
        api_base=row["base_url"],
        api_key=row["key"],
        messages=[{"role": "user", "content": prompt}],
        timeout=row["seconds"],
        num_retries=0,
        max_retries=0,
        **more,
    )


def streamed(row):
    for chunk in complete(row, PROMPT, stream=True):
        if chunk.choices:
            yield chunk.choices[0].delta.content


def tools(row):
    reply = complete(row, WEATHER, tools=[TOOL], tool_choice="required")
    return json.loads(reply.choices[0].message.tool_calls[0].function.arguments)


main({
    "plain": lambda row: complete(row, PROMPT).choices[0].message.content,
    "streamed": streamed,
    "tools": tools,
    "json": lambda row: json.loads(
        complete(row, IN_JSON, response_format={"type": "json_object"}).choices[0].message.content
    ),
})
