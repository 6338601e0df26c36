// What tools/env.sh finds on this machine, and a port that is free.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const env = fileURLToPath(new URL('../../../tools/env.sh', import.meta.url));

/** Returns what `find_…` of tools/env.sh finds; what is missing is named. */
export function found(what, name) {
  try {
    return execFileSync('bash', ['-c', `. "$0" && { ${what}; }`, env], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(`${name} is missing: \`tools/setup test\` (for some, \`tools/setup all\`) installs it, or says how to get it.`);
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}
