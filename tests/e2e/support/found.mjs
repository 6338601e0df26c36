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

/** Below the ports that systems give to connections; each worker has its own. */
const FIRST_PORT = 20_000;
const PORTS_OF_A_WORKER = 1_000;

let taken = 0;

/** Returns a port for a server that cannot choose one itself: nobody else is given it before that server starts. */
export async function freePort() {
  const first = FIRST_PORT + PORTS_OF_A_WORKER * Number(process.env.TEST_PARALLEL_INDEX ?? 0);
  while (taken < PORTS_OF_A_WORKER) {
    const port = first + taken++;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${first} to ${first + PORTS_OF_A_WORKER - 1} is free.`);
}

async function isFree(port) {
  const server = createServer().listen(port, '127.0.0.1');
  const listens = await once(server, 'listening').then(() => true, () => false);
  if (listens) await new Promise((done) => { server.close(done); });
  return listens;
}
