// The page behind a real web server with the configuration files of docs/hosting/, as they are shipped.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { leak } from './support/canary.mjs';
import { ALL_PASS, LONG_ANSWER, expect, plain, test } from './support/fixtures.mjs';
import { startNginx } from './support/nginx.mjs';
import { built, folder, startSandbox } from './support/sandbox.mjs';

// One worker for all of them, and one of each server.
test.describe.configure({ mode: 'default' });

const top = fileURLToPath(new URL('../../', import.meta.url));
const hosting = (name) => readFileSync(`${top}docs/hosting/${name}`, 'utf8');

const HASHED = /^(boot|gateway-check|main)-[0-9a-f]{8,16}(_bg)?\.(css|js|wasm)$/;
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };
const SECURITY = {
  'content-security-policy': `${/content="(default-src [^"]*)"/.exec(readFileSync(`${top}index.html`, 'utf8'))[1]}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
};

/** Steps to take in the end, the latest first. */
const ends = [];
const after = (end) => ends.unshift(end);
test.afterAll(async () => { for (const end of ends) await end(); });

/** The page with a config.json, in the folder `below` a new one; the new one is returned. */
function site(below = '', config = { title: 'Hosted' }) {
  const root = mkdtempSync(join(tmpdir(), 'gateway-check-site-'));
  after(() => rmSync(root, { recursive: true }));
  cpSync(folder, join(root, below), { recursive: true });
  writeFileSync(join(root, below, 'config.json'), JSON.stringify(config));
  return root;
}

async function serve(name, options) {
  const server = await startNginx(name, { root: folder, ...options });
  after(() => server.stop());
  return server;
}

/** The reply as it came over the wire. */
async function get(url, accepts = 'identity', { method, headers, body } = {}) {
  const asked = request(url, { method, headers: { 'accept-encoding': accepts, ...headers }, agent: false }).end(body);
  const [reply] = await once(asked, 'response');
  return { status: reply.statusCode, headers: reply.headers, bytes: await buffer(reply) };
}

/** Those of `headers` that are about security. */
const secured = (headers) => Object.fromEntries(Object.keys(SECURITY).map((name) => [name, headers[name]]));

/** The change that makes a behaviour of the sandbox the gateway. */
const proxied = (id) => ['proxy_pass https://gateway.example/;', `proxy_pass ${gateway.base(id).replace(/v1$/, '')};`];

let gateway, files, servers, below, one;
test.beforeAll(async () => {
  gateway = await startSandbox();
  after(() => gateway.stop());
  files = site();
  const preset = { gateways: [{ name: 'Ours', base_url: '/gateway/v1', models: [gateway.model] }] };
  servers = {
    'nginx.conf': await serve('nginx.conf', { root: files, brotli: true }),
    'nginx-one-origin.conf': await serve('nginx-one-origin.conf', { root: files, brotli: true, changes: [proxied('no-cors')] }),
  };
  below = await serve('nginx.conf', { root: site('check'), changes: [['location / {', 'location /check/ {']], brotli: true });
  one = await serve('nginx-one-origin.conf', { root: site('', preset), changes: [proxied('no-cors')] });
});

for (const name of ['nginx.conf', 'nginx-one-origin.conf']) {
  plain(`${name}: every reply has the security headers, errors too`, async () => {
    const server = servers[name];
    for (const path of ['', 'config.json', ...readdirSync(folder).filter((file) => HASHED.test(file)), 'no-such-file', 'boot-0000000000000000.js']) {
      const { status, headers } = await get(`${server.origin}/${path}`);
      expect(status, path).toBe(path.startsWith('no-') || path.startsWith('boot-0000') ? 404 : 200);
      expect(secured(headers), path).toEqual(SECURITY);
    }
  });

  plain(`${name}: each file has its type, and is kept as long as its name allows`, async () => {
    const server = servers[name];
    const names = readdirSync(files).filter((file) => !/\.(br|gz)$/.test(file));
    expect([...new Set(names.map((file) => file.split('.').at(-1)))].sort()).toEqual(Object.keys(TYPES).sort());
    for (const file of names) {
      const { headers, bytes } = await get(`${server.origin}/${file}`);
      expect(headers['content-type'], file).toBe(TYPES[file.split('.').at(-1)]);
      expect(headers['cache-control'], file).toBe(HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
      expect(bytes.equals(readFileSync(join(files, file))), file).toBe(true);
    }
    expect((await get(`${server.origin}/boot-0000000000000000.js`)).headers['cache-control']).toBeUndefined();
  });

  plain(`${name}: a file is sent as it was compressed by the build`, async () => {
    const server = servers[name];
    const names = readdirSync(files).filter((file) => HASHED.test(file));
    expect(names.length).toBeGreaterThan(0);
    for (const file of names) {
      for (const [accepts, ending, open] of [['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip', 'gz', gunzipSync]]) {
        const { headers, bytes } = await get(`${server.origin}/${file}`, accepts);
        expect(headers['content-encoding'], file).toBe({ br: 'br', gz: 'gzip' }[ending]);
        expect(headers['content-type'], file).toBe(TYPES[file.split('.').at(-1)]);
        expect(headers.vary).toMatch(/accept-encoding/i);
        expect(bytes.equals(readFileSync(join(files, `${file}.${ending}`))), file).toBe(true);
        expect(open(bytes).equals(readFileSync(join(files, file))), file).toBe(true);
      }
    }
  });
}

plain('without its module for brotli, nginx sends gzip', async () => {
  const server = await serve('nginx.conf', {});
  const { headers } = await get(`${server.origin}/${readdirSync(folder).find((file) => file.endsWith('.wasm'))}`, 'gzip, deflate, br');
  expect(headers['content-encoding']).toBe('gzip');
});

plain('a folder without its slash is sent on to it', async () => {
  const server = await serve('nginx.conf', { root: site('check'), changes: [['location / {', 'location /check/ {']] });
  const { status, headers } = await get(`${server.origin}/check`);
  expect([status, headers.location]).toEqual([301, '/check/']);
});

plain('the files for all servers set the same headers', () => {
  const inAll = ['nginx.conf', 'nginx-one-origin.conf', 'Caddyfile', 'Caddyfile-one-origin', 'apache.conf', '_headers'].map((name) => [name, hosting(name)]);
  for (const [name, text] of inAll) {
    for (const [header, value] of Object.entries(SECURITY)) {
      // In quotes or to the end of the line; the policy of the proxied replies is none of the page's.
      const seen = [...text.matchAll(new RegExp(`^\\s*(?:add_header |Header always set )?${header}:? (?:"([^"]*)"|(.*?))(?: always;)?$`, 'gim'))]
        .map(([, quoted, bare]) => quoted ?? bare).filter((seen) => !/\bsandbox\b/.test(seen));
      expect([...new Set(seen)], `${name}, ${header}`).toEqual([value]);
    }
    expect(text, name).toContain('public, max-age=31536000, immutable');
  }
  const { SecurityHeadersConfig: named, CustomHeadersConfig: custom } = JSON.parse(hosting('cloudfront-headers.json'));
  expect({
    'content-security-policy': named.ContentSecurityPolicy.ContentSecurityPolicy,
    'x-content-type-options': named.ContentTypeOptions.Override && 'nosniff',
    'referrer-policy': named.ReferrerPolicy.ReferrerPolicy,
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  }).toEqual(SECURITY);
  expect(custom.Quantity).toBe(custom.Items.length);
});

plain('where a host knows names by how they begin, it knows every name that changes with its content', () => {
  const names = readdirSync(folder).filter((file) => HASHED.test(file));
  const begins = [...hosting('_headers').matchAll(/^\/([a-z-]+-)\*$/gm)].map(([, begin]) => begin);
  expect([...new Set(names.map((name) => begins.find((begin) => name.startsWith(begin))))].sort()).toEqual(begins.sort());
});

plain('both files for nginx serve the page alike', () => {
  const block = (name) => /^ {4}location \/ \{[^]*?^ {4}\}$/m.exec(hosting(name))[0];
  expect(block('nginx.conf')).toBe(block('nginx-one-origin.conf'));
});

test('behind nginx, a full run breaks no policy', async ({ unopened: app, healthy }) => {
  await app.open(`${servers['nginx.conf'].origin}/`);
  await expect(app.tab).toHaveTitle('Hosted');
  await app.validate({ ...healthy, prompt: LONG_ANSWER, profile: 'full' });
  const { points, diagnosis } = await app.results();
  expect({ points, diagnosis }).toEqual({ points: ALL_PASS, diagnosis: null });
  const [download] = await Promise.all([app.tab.waitForEvent('download'), app.action('download-json').click()]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const { version } = JSON.parse((await get(`${servers['nginx.conf'].origin}/version.json`)).bytes);
  expect(JSON.parse(readFileSync(await download.path(), 'utf8')).page_version).toBe(version);
  await expect(app.tab.locator('.version')).toHaveText(`Gateway Check ${version}`);
});

test('the page works in a sub-folder', async ({ unopened: app, healthy }) => {
  await app.open(`${below.origin}/check/`);
  await expect(app.tab).toHaveTitle('Hosted');
  await app.run(healthy);
  expect((await app.results()).points).toEqual(ALL_PASS);
  await app.action('clear').click();
  await app.action('see-example').click();
  await app.tab.locator('[data-opened]').waitFor();
});

plain('in a sub-folder, headers and caching are the same', async () => {
  for (const file of readdirSync(folder).filter((file) => HASHED.test(file))) {
    const { headers } = await get(`${below.origin}/check/${file}`, 'br');
    expect(secured(headers)).toEqual(SECURITY);
    expect([headers['content-encoding'], headers['cache-control']]).toEqual(['br', 'public, max-age=31536000, immutable']);
  }
});

plain('make config runs the program that prints the policy', () => {
  const told = execFileSync('make', ['--no-print-directory', '--dry-run', 'config', 'CONFIG=here.json'], { cwd: top, encoding: 'utf8' }).trim();
  expect(told).toBe('cargo run --quiet --locked --bin csp -- "here.json"');
});

/** nginx with the policy that `make config` prints for a page with `gateways`. */
async function locked(gateways) {
  const config = join(site(), 'config.json');
  writeFileSync(config, JSON.stringify({ gateways }));
  const policy = execFileSync(built('csp'), [config], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  return serve('nginx.conf', { changes: [[SECURITY['content-security-policy'], policy]] });
}

test('a page that is locked to a gateway may call it', async ({ unopened: app, healthy }) => {
  const server = await locked([{ name: 'One', base_url: healthy.base_url }]);
  await app.open(`${server.origin}/`);
  await app.run(healthy);
  expect((await app.results()).points).toEqual(ALL_PASS);
});

test('a page that is locked to a gateway may call no other', async ({ unopened: app, sandbox, healthy }) => {
  app.isLocked = true;
  const server = await locked([{ name: 'Another', base_url: gateway.base('healthy') }, { name: 'Beside', base_url: '/gateway/v1' }]);
  await app.open(`${server.origin}/`);
  await app.run(healthy);
  expect((await app.results()).diagnosis).toBe('page-policy-blocks');
  expect(await sandbox.requests()).toEqual([]);
});

test('under one origin, a gateway without CORS answers, and its key is in no log', async ({ unopened: app, healthy }) => {
  app.targets.push(one.origin);
  await app.open(`${one.origin}/`);
  await expect(app.field('base_url'), 'the preset is relative to the page').toHaveValue(`${one.origin}/gateway/v1`);
  await gateway.forget();
  await app.run({ api_key: healthy.api_key, prompt: LONG_ANSWER, stream: true });
  const { points, diagnosis } = await app.results();
  expect({ points, diagnosis }).toEqual({ points: ALL_PASS, diagnosis: null });

  const requests = await gateway.requests();
  expect(requests.length).toBe(1);
  const headers = Object.fromEntries(requests[0].headers);
  expect(headers.authorization).toBe(`Bearer ${healthy.api_key}`);

  const logs = await one.stop();
  expect(logs['gateway-check.log']).toMatch(/ POST \/gateway\/v1\/chat\/completions 200 /);
  expect(logs['access.log']).toMatch(/GET \/ HTTP/);
  for (const [name, text] of Object.entries(logs)) expect(leak(text, healthy.api_key), name).toBeUndefined();
});

plain('a second gateway has a separate block in the same file', async () => {
  const begin = '    location /gateway/ {';
  const [block] = /^ {4}location \/gateway\/ \{[^]*?^ {4}\}$/m.exec(hosting('nginx-one-origin.conf').replace(/^ *access_log .*\n/m, ''));
  const second = block.replace(begin, '    location /staging/ {').replace(...proxied('models-missing'));
  const { origin } = await serve('nginx-one-origin.conf', { changes: [proxied('healthy'), [begin, `${second}\n${begin}`]] });
  const status = async (name) => (await get(`${origin}/${name}/v1/models`, 'identity', { headers: { authorization: 'Bearer gc-test-1' } })).status;
  expect(await status('gateway')).toBe(200);
  expect(await status('staging')).toBe(404);
});

plain('a reply that comes through is not a page of this origin, and a large prompt goes through', async () => {
  const { origin } = servers['nginx-one-origin.conf'];
  const { status, headers } = await get(`${origin}/gateway/v1/models`);
  expect(status).toBe(401);
  expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBeUndefined();
  expect((await get(`${origin}/gateway/v1/chat/completions`, 'identity', { method: 'POST', body: 'x'.repeat(3_000_000) })).status).toBe(401);
});

/** A certificate for gateway.example, signed by itself. */
function certificate() {
  const [key, cert] = ['key', 'cert'].map((name) => join(site(), `${name}.pem`));
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=gateway.example',
    '-addext', 'subjectAltName=DNS:gateway.example', '-keyout', key, '-out', cert,
  ], { stdio: 'ignore' });
  return { path: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

plain('the gateway is called by its own name and known by its certificate, and gets no more than it needs', async () => {
  const [own, others] = [certificate(), certificate()];
  const called = [];
  const server = createTlsServer({ key: own.key, cert: own.cert }, (request, reply) => {
    called.push([request.socket.servername, request.httpVersion, request.url, request.headers]);
    reply.setHeader('set-cookie', 'of-the-gateway=1').end('{}');
  }).listen(0, '127.0.0.1');
  after(() => server.close());
  await once(server, 'listening');
  const more = `upstream gateway.example { server 127.0.0.1:${server.address().port}; }`;
  const trusting = ({ path }) => serve('nginx-one-origin.conf', { more, changes: [['/etc/ssl/certs/ca-certificates.crt', path]] });
  const ofThisHost = { cookie: 'own=1', origin: 'http://check.example', referer: 'http://check.example/' };
  const call = async (server) => get(`${server.origin}/gateway/v1/models`, 'identity', { headers: { authorization: 'Bearer gc-test-1', ...ofThisHost } });

  const { status, headers } = await call(await trusting(own));
  expect([status, headers['set-cookie']]).toEqual([200, undefined]);
  expect(called).toEqual([['gateway.example', '1.1', '/v1/models', {
    host: 'gateway.example', authorization: 'Bearer gc-test-1', 'accept-encoding': 'identity',
  }]]);
  expect((await call(await trusting(others))).status).toBe(502);
  expect(called.length).toBe(1);
});

// By default, nginx only buffers the second kind.
for (const [kind, isChunked] of [['in chunks', true], ['to the end of its connection', false]]) {
  plain(`a prompt goes out as it is sent, and a stream comes in as it is written, ${kind}`, async () => {
    // Each part is sent once the part before it has arrived: whatever is held back on the way is never let go.
    const server = createServer(async (asked, reply) => {
      await once(asked, 'data');
      if (!isChunked) reply.removeHeader('transfer-encoding');
      reply.setHeader('content-type', 'text/event-stream').write('data: 1\n\n');
      await once(asked, 'end');
      reply.end('data: 2\n\n');
    }).listen(0, '127.0.0.1');
    after(() => { server.close(); server.closeAllConnections(); });
    await once(server, 'listening');
    const { origin } = await serve('nginx-one-origin.conf', { changes: [['https://gateway.example/', `http://127.0.0.1:${server.address().port}/`]] });
    const asked = request(`${origin}/gateway/v1/chat/completions`, { method: 'POST', agent: false });
    asked.write('{');
    const [reply] = await once(asked, 'response');
    const pieces = [];
    for await (const piece of reply) {
      pieces.push(String(piece));
      asked.end();
    }
    expect(pieces).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });
}
