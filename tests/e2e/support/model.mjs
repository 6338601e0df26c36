// The small real model of tools/model.py, and LiteLLM in front of it.
import { fileURLToPath } from 'node:url';
import { start } from './child.mjs';
import { found } from './found.mjs';

const tools = fileURLToPath(new URL('../../../tools/', import.meta.url));
const model = 'smollm2-135m';

/** Python with the packages of `what`. */
const python = (what, name) => found(`printf %s "$${what}_dir/bin/python" && [ -x "$${what}_dir/bin/python" ]`, name);

/** Starts the model on a free port, with `variables` in its environment. */
export async function startModel(variables) {
  const command = process.env.GATEWAY_CHECK_MODEL ?? python('model', 'The small model');
  const server = await start(command, [`${tools}model.py`], ['model'], variables);
  return { base: server.model, key: 'gc-test-model', model, stop: server.stop };
}

/** Starts LiteLLM on a free port in front of the model at `base`, with `variables` in its environment. */
export async function startLiteLlm(base, variables) {
  const server = await start(python('litellm', 'LiteLLM'), [`${tools}litellm_proxy.py`, base], ['litellm'], variables);
  return { base: server.litellm, key: 'gc-test-litellm', model, stop: server.stop };
}
