"""What the Python clients have in common: the rows from standard input, the questions, the time limits.

A client is a dict of four functions, `plain`, `streamed`, `tools` and `json`, each of which takes a row and
returns what a program would get: a text, an iterator of texts, or a dict. Whatever it raises is no answer.
"""

import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

PROMPT = "Say hello."
WEATHER = "What is the weather in 'Paris'? Use the tool."
IN_JSON = 'Say hello as JSON with the key "greeting".'
# The arguments of the tool get_weather, as JSON schema.
ARGUMENTS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather in a city.", "parameters": ARGUMENTS},
}
# As much of a text as is compared; a stream without end has answered long before.
MOST_CHARS = 2000


def text_of(pieces):
    """The beginning of a streamed text, read until the stream ends unless it is very long."""
    text = ""
    for piece in pieces:
        text += piece or ""
        if len(text) > 10_000:
            break
    return text[:MOST_CHARS]


def outcome(ask, row):
    """What `ask` gets within the row's time, or why it gets nothing."""
    got = {"why": "time is up"}

    def run():
        try:
            value = ask(row)
            if not isinstance(value, (str, dict, type(None))):
                value = text_of(value)
            got.clear()
            got["got"] = value[:MOST_CHARS] if isinstance(value, str) else value
        except BaseException as error:  # Whatever it is, a program has no answer then.
            got.clear()
            got["why"] = f"{type(error).__name__}: {error}"[:300]

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(row["seconds"] + 2)
    return dict(got)


def main(client):
    """Asks every row in every way, and prints what came as one JSON object by id."""
    out = os.fdopen(os.dup(1), "w")
    # What a library prints is not the result.
    os.dup2(2, 1)
    rows = json.load(sys.stdin)
    with ThreadPoolExecutor(8) as pool:
        every = pool.map(lambda row: {way: outcome(ask, row) for way, ask in client.items()}, rows)
        json.dump({row["id"]: of_row for row, of_row in zip(rows, every)}, out)
    out.flush()
    # Without waiting for threads that still listen.
    os._exit(0)
