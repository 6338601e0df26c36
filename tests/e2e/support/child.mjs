// A server started for a test, and ended by its own process id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts `command`, with `variables` added to its environment, and waits until it has printed a line
 * `word address` for each of `words`.
 * Returns the addresses by word, and `stop`.
 */
export async function start(command, args, words, variables = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...variables } });
  const gone = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (text) => { complaints = (complaints + text).slice(-2000); });
  const addresses = await Promise.race([
    read(child.stdout, words),
    gone.then(([code]) => { throw new Error(`${command} ended with ${code}: ${complaints}`); }),
    once(child, 'error').then(([error]) => { throw error; }),
  ]);
  child.stdout.resume();
  return {
    ...addresses,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function read(stream, words) {
  const addresses = {};
  for await (const line of createInterface({ input: stream })) {
    const [word, address] = line.split(' ');
    if (words.includes(word)) addresses[word] = address;
    if (words.every((wanted) => wanted in addresses)) return addresses;
  }
  return new Promise(() => {}); // its end is told by the exit
}
