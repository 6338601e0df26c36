// Real web servers with a folder of files, each in a separate folder, and ended by its own process: with the
// file of docs/hosting/ that is for it, or with a single header.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './found.mjs';
import { nginxFile, startNginx, withChanges } from './nginx.mjs';
import { startServer } from './server.mjs';

const hosting = fileURLToPath(new URL('../../../docs/hosting/', import.meta.url));
const shipped = (name, changes) => withChanges(readFileSync(join(hosting, name), 'utf8'), changes);

const CADDY = (site) => ({
  file: `{\nadmin off\nauto_https off\n}\n${site}`,
  arguments: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
});

const APACHE = ({ folder, port }, site) => ({
  file: `
ServerName localhost
PidFile ${folder}/pid
Listen 127.0.0.1:${port}
ErrorLog ${folder}/error.log
${['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'rewrite'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /dev/null
${['text/html html', 'text/css css', 'text/javascript js', 'application/wasm wasm', 'application/json json'].map((type) => `AddType ${type}`).join('\n')}
${site}`,
  arguments: (file) => ['-f', file, '-D', 'FOREGROUND'],
});

/** Contents of the file of docs/hosting/ for each server, with its address and folder changed. */
const SHIPPED = {
  Caddy: ({ root, port, file = 'Caddyfile', changes }) => CADDY(shipped(file, [
    ['\ncheck.example {', `\nhttp://127.0.0.1:${port} {`],
    ['\troot * /srv/gateway-check\n', `\troot * ${root}\n`],
    ...changes,
  ])),
  Apache: (at) => APACHE(at, shipped('apache.conf', [
    ['<VirtualHost *:80>', `<VirtualHost 127.0.0.1:${at.port}>`],
    ['DocumentRoot /srv/gateway-check\n', `DocumentRoot ${at.root}\n`],
    ['<Directory /srv/gateway-check>', `<Directory ${at.root}>`],
  ])),
};

/** No more than it takes to serve a folder, and to be asked each time: each server goes by its own ETag. */
const BARE = {
  nginx: ({ folder, root, port }) => ({
    file: nginxFile(folder, `
      access_log off;
      types { text/html html; text/css css; text/javascript js; application/wasm wasm; application/json json; }
      server { listen 127.0.0.1:${port}; root ${root}; add_header Cache-Control no-cache; }`),
    arguments: (file) => ['-p', folder, '-c', file, '-e', 'stderr'],
  }),
  Caddy: ({ root, port }) => CADDY(`http://127.0.0.1:${port} {\nroot * ${root}\nheader Cache-Control no-cache\nfile_server\n}\n`),
  Apache: (at) => APACHE(at, `DocumentRoot ${at.root}\n<Directory ${at.root}>\nRequire all granted\n</Directory>\nHeader set Cache-Control no-cache\n`),
};

/** The servers that can be started here. */
export const NAMES = Object.keys(BARE);

/** Starts the server `name` on the files of `root`; `shippedAs` is another file for it, with `changes`. */
export async function startWebServer(name, root, { isBare = false, shippedAs, changes = [] } = {}) {
  if (name === 'nginx' && !isBare) return startNginx('nginx.conf', { root });
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-web-'));
  const at = { folder, root, port: await freePort(), file: shippedAs, changes };
  const { file, arguments: args } = (isBare ? BARE : SHIPPED)[name](at);
  const path = join(folder, 'server.conf');
  writeFileSync(path, file);
  return startServer(name, args(path), at);
}
