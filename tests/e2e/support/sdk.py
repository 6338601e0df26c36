"""Calls gateways with the official SDK, as a program would: sdk.py < ROWS.

ROWS is a JSON list of {id, base_url, key, model, prompt, seconds}. Prints one JSON object: for each id whether
a plain and a streamed call brought an answer.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from openai import OpenAI


def answers(row, is_streamed):
    """Whether the SDK takes the reply for an answer with text in it."""
    try:
        client = OpenAI(base_url=row["base_url"], api_key=row["key"], timeout=row["seconds"], max_retries=0)
        messages = [{"role": "user", "content": row["prompt"]}]
        if not is_streamed:
            reply = client.chat.completions.create(model=row["model"], messages=messages)
            return bool(reply.choices and reply.choices[0].message.content)
        text = ""
        for chunk in client.chat.completions.create(model=row["model"], messages=messages, stream=True):
            if chunk.choices and chunk.choices[0].delta.content:
                text += chunk.choices[0].delta.content
                # A stream without end has answered long before.
                if len(text) > 10_000:
                    break
        return bool(text)
    except Exception:  # Whatever it is, a program has no answer then.
        return False


def main():
    rows = json.load(sys.stdin)
    # More than there are processors: most of the time is spent waiting for rows that never answer.
    with ThreadPoolExecutor(16) as pool:
        both = pool.map(lambda row: {"plain": answers(row, False), "streamed": answers(row, True)}, rows)
        print(json.dumps({row["id"]: result for row, result in zip(rows, both)}))


main()
