// The page behind a real web server with the configuration files of docs/hosting/, as they are shipped.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test as plain } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { leak } from './support/canary.mjs';
import { ALL_PASS, test } from './support/harness.mjs';
import { startNginx } from './support/nginx.mjs';
import { folder, startSandbox } from './support/sandbox.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const hosting = (name) => readFileSync(`${top}docs/hosting/${name}`, 'utf8');

const HASHED = /^(boot|gateway-check|style)-[0-9a-f]{8,16}(_bg)?\.(css|js|wasm)$/;
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };
const SECURITY = {
  'content-security-policy': `${/content="(default-src [^"]*)"/.exec(readFileSync(`${top}index.html`, 'utf8'))[1]}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
};

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

const gateway = await startSandbox();
after(() => gateway.stop());
/** The change that makes a behaviour of the sandbox the gateway. */
const proxied = (id) => ['proxy_pass https://gateway.example/;', `proxy_pass ${gateway.base(id).replace(/v1$/, '')};`];

const files = site();
const servers = {
  'nginx.conf': await serve('nginx.conf', { root: files, brotli: true }),
  'nginx-one-origin.conf': await serve('nginx-one-origin.conf', { root: files, brotli: true, changes: [proxied('no-cors')] }),
};

for (const [name, server] of Object.entries(servers)) {
  plain(`${name}: every reply has the security headers, errors too`, async () => {
    for (const path of ['', 'config.json', ...readdirSync(folder).filter((file) => HASHED.test(file)), 'no-such-file', 'boot-0000000000000000.js']) {
      const { status, headers } = await get(`${server.origin}/${path}`);
      assert.equal(status, path.startsWith('no-') || path.startsWith('boot-0000') ? 404 : 200, path);
      assert.deepEqual(secured(headers), SECURITY, path);
    }
  });

  plain(`${name}: each file has its type, and is kept as long as its name allows`, async () => {
    const names = readdirSync(files).filter((file) => !/\.(br|gz)$/.test(file));
    assert.deepEqual([...new Set(names.map((file) => file.split('.').at(-1)))].sort(), Object.keys(TYPES).sort());
    for (const file of names) {
      const { headers, bytes } = await get(`${server.origin}/${file}`);
      assert.equal(headers['content-type'], TYPES[file.split('.').at(-1)], file);
      assert.equal(headers['cache-control'], HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache', file);
      assert.deepEqual(bytes, readFileSync(join(files, file)), file);
    }
    assert.equal((await get(`${server.origin}/boot-0000000000000000.js`)).headers['cache-control'], undefined);
  });

  plain(`${name}: a file goes out as it was compressed beforehand`, async () => {
    const names = readdirSync(files).filter((file) => HASHED.test(file));
    assert.ok(names.length > 0);
    for (const file of names) {
      for (const [accepts, ending, open] of [['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip', 'gz', gunzipSync]]) {
        const { headers, bytes } = await get(`${server.origin}/${file}`, accepts);
        assert.equal(headers['content-encoding'], { br: 'br', gz: 'gzip' }[ending], file);
        assert.equal(headers['content-type'], TYPES[file.split('.').at(-1)], file);
        assert.match(headers.vary, /accept-encoding/i);
        assert.deepEqual(bytes, readFileSync(join(files, `${file}.${ending}`)), file);
        assert.deepEqual(open(bytes), readFileSync(join(files, file)), file);
      }
    }
  });
}

plain('without its module for brotli, nginx sends gzip', async () => {
  const server = await serve('nginx.conf', {});
  const { headers } = await get(`${server.origin}/${readdirSync(folder).find((file) => file.endsWith('.wasm'))}`, 'gzip, deflate, br');
  assert.equal(headers['content-encoding'], 'gzip');
});

plain('a folder without its slash is sent on to it', async () => {
  const server = await serve('nginx.conf', { root: site('check'), changes: [['location / {', 'location /check/ {']] });
  const { status, headers } = await get(`${server.origin}/check`);
  assert.deepEqual([status, headers.location], [301, '/check/']);
});

plain('the files for all servers set the same headers', () => {
  const inAll = ['nginx.conf', 'nginx-one-origin.conf', 'Caddyfile', '_headers'].map((name) => [name, hosting(name)]);
  for (const [name, text] of inAll) {
    for (const [header, value] of Object.entries(SECURITY)) {
      // In quotes or to the end of the line; the policy of the proxied replies is none of the page's.
      const seen = [...text.matchAll(new RegExp(`^\\s*(?:add_header )?${header}:? (?:"([^"]*)"|(.*?))(?: always;)?$`, 'gim'))]
        .map(([, quoted, bare]) => quoted ?? bare).filter((seen) => !/\bsandbox\b/.test(seen));
      assert.deepEqual([...new Set(seen)], [value], `${name}, ${header}`);
    }
    assert.ok(text.includes('public, max-age=31536000, immutable'), name);
  }
  const { SecurityHeadersConfig: named, CustomHeadersConfig: custom } = JSON.parse(hosting('cloudfront-headers.json'));
  assert.deepEqual({
    'content-security-policy': named.ContentSecurityPolicy.ContentSecurityPolicy,
    'x-content-type-options': named.ContentTypeOptions.Override && 'nosniff',
    'referrer-policy': named.ReferrerPolicy.ReferrerPolicy,
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  }, SECURITY);
  assert.equal(custom.Quantity, custom.Items.length);
});

plain('both files for nginx serve the page alike', () => {
  const block = (name) => /^ {4}location \/ \{[^]*?^ {4}\}$/m.exec(hosting(name))[0];
  assert.equal(block('nginx.conf'), block('nginx-one-origin.conf'));
});

test('behind nginx, a full run breaks no policy', async ({ page, healthy }) => {
  await page.open(`${servers['nginx.conf'].origin}/`);
  await page.tab.waitForFunction(() => document.title === 'Hosted');
  await page.validate({ ...healthy, profile: 'full' });
  const { points, diagnosis } = await page.results();
  assert.deepEqual({ points, diagnosis }, { points: ALL_PASS, diagnosis: null });
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.action('download-json').click()]);
  assert.match(download.suggestedFilename(), /\.json$/);
}, { opened: false });

const below = await serve('nginx.conf', { root: site('check'), changes: [['location / {', 'location /check/ {']], brotli: true });

test('in a sub-folder it works as well', async ({ page, healthy }) => {
  await page.open(`${below.origin}/check/`);
  await page.tab.waitForFunction(() => document.title === 'Hosted');
  await page.run(healthy);
  assert.deepEqual((await page.results()).points, ALL_PASS);
  await page.action('clear').click();
  await page.action('see-example').click();
  await page.tab.locator('[data-opened]').waitFor();
}, { opened: false });

plain('in a sub-folder, headers and caching are the same', async () => {
  for (const file of readdirSync(folder).filter((file) => HASHED.test(file))) {
    const { headers } = await get(`${below.origin}/check/${file}`, 'br');
    assert.deepEqual(secured(headers), SECURITY);
    assert.deepEqual([headers['content-encoding'], headers['cache-control']], ['br', 'public, max-age=31536000, immutable']);
  }
});

/** nginx with the policy that `make csp` prints for a page with `gateways`. */
async function locked(gateways) {
  const config = join(site(), 'config.json');
  writeFileSync(config, JSON.stringify({ gateways }));
  const policy = execFileSync('make', ['--silent', 'csp', `CONFIG=${config}`], { cwd: top, encoding: 'utf8' }).trim();
  return serve('nginx.conf', { changes: [[SECURITY['content-security-policy'], policy]] });
}

test('a page that is locked to a gateway may call it', async ({ page, healthy }) => {
  const server = await locked([{ name: 'One', base_url: healthy.base_url }]);
  await page.open(`${server.origin}/`);
  await page.run(healthy);
  assert.deepEqual((await page.results()).points, ALL_PASS);
}, { opened: false });

test('a page that is locked to a gateway may call no other', async ({ page, sandbox, healthy }) => {
  const server = await locked([{ name: 'Another', base_url: gateway.base('healthy') }, { name: 'Beside', base_url: '/gateway/v1' }]);
  await page.open(`${server.origin}/`);
  await page.run(healthy);
  assert.equal((await page.results()).diagnosis, 'page-policy-blocks');
  assert.deepEqual(await sandbox.requests(), []);
}, { opened: false, isLocked: true });

const preset = { gateways: [{ name: 'Ours', base_url: '/gateway/v1', models: [gateway.model] }] };
const one = await serve('nginx-one-origin.conf', { root: site('', preset), changes: [proxied('no-cors')] });
const BASE_URL = `${one.origin}/gateway/v1`;

test('under one origin, a gateway without CORS answers live, and its key is in no log', async ({ page, healthy }) => {
  await page.open(`${one.origin}/`);
  // Long enough to show its pace on a busy machine.
  assert.equal((await page.typed()).base_url, BASE_URL, 'the preset is relative to the page');
  await page.run({ api_key: healthy.api_key, prompt: 'Count from 1 to 50.', stream: true });
  const { points, checks, diagnosis } = await page.results();
  assert.deepEqual({ points, diagnosis, live: checks['stream-live'] }, { points: ALL_PASS, diagnosis: null, live: 'pass' });

  const requests = await gateway.requests();
  assert.equal(requests.length, 1);
  const headers = Object.fromEntries(requests[0].headers);
  assert.equal(headers.authorization, `Bearer ${healthy.api_key}`);

  const logs = await one.stop();
  assert.match(logs['gateway-check.log'], / POST \/gateway\/v1\/chat\/completions 200 /);
  assert.match(logs['access.log'], /GET \/ HTTP/);
  for (const [name, text] of Object.entries(logs)) assert.equal(leak(text, healthy.api_key), undefined, name);
}, { opened: false, targets: [one.origin] });

plain('a reply that comes through is not a page of this origin, and a large prompt goes through', async () => {
  const { origin } = servers['nginx-one-origin.conf'];
  const { status, headers } = await get(`${origin}/gateway/v1/models`);
  assert.equal(status, 401);
  assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], undefined);
  assert.equal((await get(`${origin}/gateway/v1/chat/completions`, 'identity', { method: 'POST', body: 'x'.repeat(3_000_000) })).status, 401);
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
  assert.deepEqual([status, headers['set-cookie']], [200, undefined]);
  assert.deepEqual(called, [['gateway.example', '1.1', '/v1/models', {
    host: 'gateway.example', authorization: 'Bearer gc-test-1', 'accept-encoding': 'identity',
  }]]);
  assert.equal((await call(await trusting(others))).status, 502);
  assert.equal(called.length, 1);
});

// Left to itself, nginx holds back the second kind alone.
for (const [kind, isChunked] of [['in chunks', true], ['to the end of its connection', false]]) {
  plain(`a prompt goes out as it is sent, and a stream comes in as it is written, ${kind}`, { timeout: 10_000 }, async () => {
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
    assert.deepEqual(pieces, ['data: 1\n\n', 'data: 2\n\n']);
  });
}
