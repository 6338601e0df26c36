// Real servers in front of a gateway without CORS, each with the lines that the page shows for it, in a folder
// of its own and ended by its own process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { found, freePort } from './found.mjs';

const indented = (text, by) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** The file of each server around `lines`, which stand where the page says; and the arguments that start it. */
const SERVERS = {
  nginx: ({ lines, folder, port, upstream }) => ({
    file: `
      user ${userInfo().username};
      daemon off;
      pid ${folder}/pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
        server {
          listen 127.0.0.1:${port};
          location / {
            ${lines}
            proxy_buffering off;
            proxy_pass http://${upstream};
          }
        }
      }`,
    arguments: (file) => ['-p', folder, '-c', file, '-e', 'stderr'],
  }),
  Caddy: ({ lines, port, upstream }) => {
    const [above, inside] = lines.split(/^# 2\..*\n(?:# .*\n)*/m);
    return {
      file: `{\nadmin off\nauto_https off\n}\n${above}\nhttp://127.0.0.1:${port} {\n${inside}\nhandle {\nreverse_proxy ${upstream}\n}\n}\n`,
      arguments: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    };
  },
  HAProxy: ({ lines, port, upstream }) => ({
    file: `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend page
  bind 127.0.0.1:${port}
${indented(lines, 2)}
  default_backend gateway
backend gateway
  server gateway ${upstream}
`,
    arguments: (file) => ['-db', '-f', file],
  }),
  Apache: ({ lines, folder, port, upstream }) => ({
    file: `
ServerName localhost
PidFile ${folder}/pid
Listen 127.0.0.1:${port}
ErrorLog ${folder}/error.log
${['mpm_event', 'proxy', 'proxy_http', 'headers', 'rewrite', 'authz_core'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
<VirtualHost *:${port}>
${lines}
ProxyPass / http://${upstream}/ flushpackets=on
</VirtualHost>
`,
    arguments: (file) => ['-f', file, '-D', 'FOREGROUND'],
  }),
};

/** The servers that can be started here. */
export const NAMES = Object.keys(SERVERS);

/** Waits until something listens, or the server has ended. */
async function listening(port, gone) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const came = await Promise.race([once(socket, 'connect').then(() => true, () => false), gone]);
    socket.destroy();
    if (came === true) return;
    if (came !== false) throw new Error(`The server ended: ${came}`);
    await new Promise((next) => { setImmediate(next); });
  }
}

/** Starts the server `name` with `lines` in front of `upstream` (host and port). */
export async function startGatewayServer(name, lines, upstream) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-server-'));
  const port = await freePort();
  const { file, arguments: args } = SERVERS[name]({ lines, folder, port, upstream });
  const path = join(folder, 'server.conf');
  writeFileSync(path, file);
  const child = spawn(found(`find_${name.toLowerCase()}`, name), args(path), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  let said = '';
  child.stderr.on('data', (text) => { said = (said + text).slice(-2000); });
  const gone = once(child, 'exit').then(([code]) => `${code} ${said}`);
  await listening(port, gone);
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}
