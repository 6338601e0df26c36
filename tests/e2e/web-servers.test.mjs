// What hosting.test.mjs asks of nginx, asked of the other servers that docs/hosting/ has a file for.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ALL_PASS, LONG_ANSWER, expect, plain, test } from './support/fixtures.mjs';
import { folder } from './support/sandbox.mjs';
import { startWebServer } from './support/web-servers.mjs';

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };
const POLICY = /content="(default-src [^"]*)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))[1];
const isHashed = (name) => /-[0-9a-f]{8,16}(_bg)?\.(css|js|wasm)$/.test(name);

/** The reply as it came over the wire. */
async function get(url, headers = {}) {
  const asked = request(url, { headers, agent: false }).end();
  const [reply] = await once(asked, 'response');
  return { status: reply.statusCode, headers: reply.headers, bytes: await buffer(reply) };
}

for (const name of ['Caddy', 'Apache']) {
  plain(`${name}: each file has its type, the headers, its caching and its compressed form`, { tag: ['@rest'] }, async () => {
    const server = await startWebServer(name, folder);
    try {
      const read = (file) => readFileSync(join(folder, file));
      for (const file of readdirSync(folder).filter((file) => !/\.(br|gz)$/.test(file))) {
        for (const [accepts, encoding, ending] of [['gzip, deflate, br', 'br', '.br'], ['gzip', 'gzip', '.gz'], ['identity', undefined, '']]) {
          const { status, headers, bytes } = await get(`${server.origin}/${file}`, { 'accept-encoding': accepts });
          expect(status, file).toBe(200);
          expect(headers['content-type'].split(';')[0], file).toBe(TYPES[file.split('.').at(-1)]);
          expect(headers['content-security-policy'], file).toBe(`${POLICY}; frame-ancestors 'none'`);
          expect(headers['x-content-type-options']).toBe('nosniff');
          expect(headers['cache-control'], file).toBe(isHashed(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
          expect(headers['content-encoding'], `${file}, ${accepts}`).toBe(isHashed(file) ? encoding : undefined);
          expect(bytes.equals(read(isHashed(file) ? file + ending : file)), file).toBe(true);
          if (headers['content-encoding']) expect(headers.vary).toMatch(/accept-encoding/i);
        }
      }
      const missing = await get(`${server.origin}/boot-0000000000000000.js`);
      expect(missing.status).toBe(404);
      expect(missing.headers['content-security-policy']).toBe(`${POLICY}; frame-ancestors 'none'`);
      expect(missing.headers['cache-control'] ?? 'no-store').toBe('no-store');
    } finally {
      await server.stop();
    }
  });
}

test('under one origin behind Caddy, a gateway without CORS answers', { tag: ['@rest'] }, async ({ unopened: app, sandbox, healthy }) => {
  const place = mkdtempSync(join(tmpdir(), 'gateway-check-one-origin-'));
  cpSync(folder, place, { recursive: true });
  writeFileSync(join(place, 'config.json'), JSON.stringify({ gateways: [{ name: 'Ours', base_url: '/gateway/no-cors/v1', models: [healthy.model] }] }));
  const { origin } = new URL(sandbox.base('no-cors'));
  const server = await startWebServer('Caddy', place, { shippedAs: 'Caddyfile-one-origin', changes: [['https://gateway.example {', `${origin} {`]] });
  app.targets.push(server.origin);
  await app.open(`${server.origin}/`);
  await app.run({ api_key: healthy.api_key, prompt: LONG_ANSWER, stream: true });
  expect((await app.results()).points).toEqual(ALL_PASS);
  const [{ headers }] = await sandbox.requests();
  expect(Object.fromEntries(headers)).toMatchObject({ authorization: `Bearer ${healthy.api_key}` });
  expect(headers.map(([header]) => header).filter((header) => /^(cookie|origin|referer)$/i.test(header))).toEqual([]);
  await server.stop();
  rmSync(place, { recursive: true });
});
