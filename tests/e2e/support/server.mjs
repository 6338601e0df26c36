// A server that is installed on this machine, in a separate folder, and ended by its own process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { found } from './found.mjs';

/** Waits until the server answers with a page, or has ended. */
async function passing(origin, gone) {
  for (;;) {
    const status = await Promise.race([fetch(`${origin}/`).then((reply) => reply.status, () => 0), gone]);
    if (status === 200) return;
    if (typeof status === 'string') throw new Error(`The server ended: ${status}`);
    await new Promise((next) => { setImmediate(next); });
  }
}

/** Starts the server `name`, which keeps to `folder` and listens on `port`; the folder goes with it. */
export async function startServer(name, args, { folder, port }) {
  let child, gone;
  const stop = async () => {
    child?.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true });
  };
  try {
    child = spawn(found(`find_${name.toLowerCase()}`, name), args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder },
    });
    let said = '';
    child.stderr.on('data', (text) => { said = (said + text).slice(-2000); });
    gone = once(child, 'exit').then(([code]) => `${code} ${said}`);
    const origin = `http://127.0.0.1:${port}`;
    await passing(origin, gone);
    return { origin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
