"""LiteLLM's proxy in front of the small model: litellm_proxy.py BASE_URL.

BASE_URL is that of tools/model.py. Prints one line, `litellm http://127.0.0.1:PORT/v1`, once it answers,
and ends on SIGTERM, on Ctrl+C, or with the process that started it.
"""

import json
import os
import socket
import sys
import tempfile
import threading
import time
import urllib.request

ALIAS = "smollm2-135m"
MODEL_KEY = "gc-test-model"
KEY = "gc-test-litellm"

# The data that it would fetch at its start is also in its own package.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"


def configuration(base_url):
    parameters = {"model": f"openai/{ALIAS}", "api_base": base_url, "api_key": MODEL_KEY}
    return {
        "model_list": [{"model_name": ALIAS, "litellm_params": parameters}],
        "general_settings": {"master_key": KEY},
    }


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def announce(port, config, parent):
    """Says when the proxy answers, by when it has read its configuration, then sees to its end."""
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/liveliness").close()
            break
        except OSError:
            time.sleep(0.2)
    os.unlink(config)
    print(f"litellm http://127.0.0.1:{port}/v1", flush=True)
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main():
    from litellm import run_server

    port = free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
        json.dump(configuration(sys.argv[1]), file)  # JSON is also YAML
    threading.Thread(target=announce, args=(port, file.name, os.getppid()), daemon=True).start()
    run_server(["--config", file.name, "--host", "127.0.0.1", "--port", str(port)])


main()
