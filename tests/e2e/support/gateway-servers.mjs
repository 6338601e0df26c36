// Real servers in front of a gateway without CORS, each with the lines that the page shows for it, in a separate
// folder, and ended by its own process.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './found.mjs';
import { nginxFile } from './nginx.mjs';
import { startServer } from './server.mjs';

const indented = (text, by) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** The parts of lines that say “1.” and “2.” where they belong. */
const parts = (lines) => lines.split(/^# 2\..*\n(?:# .*\n)*/m);

/** The file of each server around `lines`, which are where the page says; and the arguments that start it. */
const SERVERS = {
  nginx: ({ lines, folder, port, upstream }) => ({
    file: nginxFile(folder, `
      access_log off;
      server {
        listen 127.0.0.1:${port};
        location / {
          ${lines}
          proxy_buffering off;
          proxy_pass http://${upstream};
        }
      }`),
    arguments: (file) => ['-p', folder, '-c', file, '-e', 'stderr'],
  }),
  Caddy: ({ lines, port, upstream }) => {
    const [above, inside] = parts(lines);
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
  Traefik: ({ lines, port, upstream }) => ({
    file: `${lines}
  routers:
    gateway: { rule: "PathPrefix(\`/\`)", service: gateway, middlewares: [gateway-check] }
  services:
    gateway: { loadBalancer: { servers: [{ url: "http://${upstream}" }] } }
`,
    arguments: (file) => [`--entrypoints.page.address=127.0.0.1:${port}`, `--providers.file.filename=${file}`],
  }),
  Envoy: ({ lines, port, upstream }) => {
    const [host, filter] = parts(lines);
    const address = (host_port) => {
      const [name, number] = host_port.split(':');
      return `{ socket_address: { address: ${name}, port_value: ${number} } }`;
    };
    return {
      file: `
static_resources:
  listeners:
  - address: ${address(`127.0.0.1:${port}`)}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: page
          route_config:
            virtual_hosts:
            - name: gateway
              domains: ["*"]
              routes:
              - match: { prefix: "/" }
                route: { cluster: gateway, timeout: 60s }
${indented(host, 14)}
          http_filters:
${indented(filter, 10)}
          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
  - name: gateway
    connect_timeout: 5s
    load_assignment:
      cluster_name: gateway
      endpoints: [{ lb_endpoints: [{ endpoint: { address: ${address(upstream)} } }] }]
`,
      arguments: (file) => ['-c', file, '--use-dynamic-base-id', '--log-level', 'error'],
    };
  },
};

/** The servers that can be started here. */
export const NAMES = Object.keys(SERVERS);

/** Starts the server `name` with `lines` in front of `upstream` (host and port). */
export async function startGatewayServer(name, lines, upstream) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-server-'));
  const port = await freePort();
  const { file, arguments: args } = SERVERS[name]({ lines, folder, port, upstream });
  const path = join(folder, 'server.yml');
  writeFileSync(path, file);
  return startServer(name, args(path), { folder, port });
}
