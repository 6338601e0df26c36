// The official Python SDK, as installed by tools/setup.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const tools = fileURLToPath(new URL('../../../tools/', import.meta.url));
const script = fileURLToPath(new URL('sdk.py', import.meta.url));

/** The Python that has the SDK. */
export function python() {
  return process.env.GATEWAY_CHECK_SDK
    ?? execFileSync('bash', ['-c', '. "$0" && printf %s "$sdk_dir/bin/python"', `${tools}env.sh`], { encoding: 'utf8' });
}

/** For each of `rows`, by id, whether the SDK gets an answer, plain and streamed. */
export async function answersOf(rows) {
  const child = spawn(python(), [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(rows));
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The SDK ended with ${code}.`);
  return JSON.parse(printed);
}
