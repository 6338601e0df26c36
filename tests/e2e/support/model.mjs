// The small real model of tools/model.py.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { start } from './child.mjs';

const tools = fileURLToPath(new URL('../../../tools/', import.meta.url));

function python() {
  return process.env.GATEWAY_CHECK_MODEL
    ?? execFileSync('bash', ['-c', `. ${tools}env.sh && printf %s "$model_dir/bin/python"`], { encoding: 'utf8' });
}

/** Starts it on a free port. */
export async function startModel() {
  const server = await start(python(), [`${tools}model.py`], ['model']);
  return { base: server.model, key: 'gc-test-model', model: 'smollm2-135m', stop: server.stop };
}
