// The real nginx with a configuration of docs/hosting/, in a separate folder, and ended by its own process.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { found, freePort } from './found.mjs';

const hosting = fileURLToPath(new URL('../../../docs/hosting/', import.meta.url));

/** `text` with the first of each pair, which must occur once, replaced with the second. */
export function withChanges(text, changes) {
  return changes.reduce((text, [from, to]) => {
    assert.equal(text.split(from).length, 2, `"${from}" is in the configuration once`);
    return text.replace(from, () => to);
  }, text);
}

/** A whole file of nginx with these lines of its `http` block, and those before it; every path is in `folder`. */
export function nginxFile(folder, http, before = 'error_log stderr;') {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp-${name};`);
  return `
    ${before}
    user ${userInfo().username};
    daemon off;
    pid ${folder}/pid;
    events {}
    http {
      ${temporary.join('\n')}
      ${http}
    }`;
}

/** All around a file of /etc/nginx/conf.d/. */
function around(folder, file, module, more) {
  const http = `access_log ${folder}/access.log; ${more} include ${file};`;
  const logs = `error_log stderr notice; error_log ${folder}/error.log info;`;
  return nginxFile(folder, http, `${module ? `load_module ${module};` : ''} worker_processes 1; ${logs}`);
}

/**
 * Starts it on a free port with docs/hosting/`name`, of which only its place in the world is changed: port,
 * folder of the page, folder of the log; and what `changes` has. `brotli` loads its module and takes away the #.
 */
export async function startNginx(name, { root, changes = [], brotli = false, more = '' }) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-nginx-'));
  const port = await freePort();
  const shipped = readFileSync(join(hosting, name), 'utf8').replaceAll('/var/log/nginx/', `${folder}/`);
  const text = withChanges(shipped, [
    ['\n    listen 80;', `\n    listen 127.0.0.1:${port};`],
    ['root /srv/gateway-check;', `root ${root};`],
    ...(brotli ? [['#brotli_static on;', 'brotli_static on;']] : []),
    ...changes,
  ]);
  writeFileSync(join(folder, 'page.conf'), text);
  const module = brotli && found('find_brotli', "nginx's module for brotli");
  writeFileSync(join(folder, 'nginx.conf'), around(folder, join(folder, 'page.conf'), module, more));
  const child = spawn(found('find_nginx', 'nginx'), ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  const lines = [];
  try {
    await Promise.race([
      listening(child.stderr, lines),
      gone.then(([code]) => { throw new Error(`nginx ended with ${code}: ${lines.join('\n')}`); }),
    ]);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const end = async () => {
    child.kill('SIGTERM');
    await gone;
    const logs = readdirSync(folder).filter((file) => file.endsWith('.log')).map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    rmSync(folder, { recursive: true });
    return Object.fromEntries(logs);
  };
  let ended;
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Ends it, and returns all that it has logged, by file. */
    stop: () => (ended ??= end()),
  };
}

/** Waits for the line that is logged when its sockets listen. */
function listening(stream, lines) {
  return new Promise((done) => {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (line.includes('start worker processes')) done();
    });
  });
}
