// tools/csp.mjs: the policy that locks the page to the gateways of a config.json.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asHeader, lockedTo, policyOf } from '../../tools/csp.mjs';

const tool = fileURLToPath(new URL('../../tools/csp.mjs', import.meta.url));
const POLICY = "default-src 'none'; connect-src 'self' https: http:; base-uri 'none'";
const config = (...urls) => JSON.stringify({ gateways: urls.map((base_url) => ({ name: 'G', base_url })) });
const connect = (...urls) => /connect-src ([^;]*);/.exec(lockedTo(config(...urls), POLICY))[1];

test('the origins of the gateways are all that may be called', () => {
  assert.equal(
    lockedTo(config('https://gateway.example/v1', 'http://10.0.0.7:8080/api/v1'), POLICY),
    "default-src 'none'; connect-src 'self' https://gateway.example http://10.0.0.7:8080; base-uri 'none'");
});

test('an origin stands once, and as a browser writes it', () => {
  assert.equal(connect('https://Gateway.Example:443/v1', 'https://gateway.example/v2'), "'self' https://gateway.example");
});

test("a relative base URL is of the page's own origin", () => {
  assert.equal(connect('/gateway/v1'), "'self'");
  assert.equal(connect('/gateway/v1', 'https://gateway.example'), "'self' https://gateway.example");
});

test('what is no base URL is named with its place', () => {
  for (const url of [
    'gateway.example/v1', 'ftp://gateway.example', '//gateway.example/v1', '/\\gateway.example/v1', 'https://*/v1', 'https://*.example/v1',
    'https://gateway.example; script-src *', 'https://me:word@gateway.example', 'https://gateway.example/v1?a', 'https://gateway.example:99999',
  ]) {
    assert.throws(() => lockedTo(config('https://gateway.example', url), POLICY), /gateways\[1\]\.base_url is "/, url);
  }
  assert.throws(() => lockedTo(config('https://[::1]:8080/v1'), POLICY), /IPv6/);
  assert.throws(() => lockedTo('{"gateways":[{}]}', POLICY), /gateways\[0\]\.base_url is missing/);
});

test('a file that the page would not use gives no policy', () => {
  for (const [text, wanted] of [
    ['', /not JSON/], ['{', /not JSON/], ['[]', /not a JSON object/], ['null', /not a JSON object/], ['{}', /no gateways/], ['{"gateways":[]}', /no gateways/],
    ['{"gateways":[{"base_url":"https://gateway.example","API_key":"gc-test-1"}]}', /"API_key" seems to hold a key/],
  ]) assert.throws(() => lockedTo(text, POLICY), wanted, text);
});

test('the command prints one line, or says what is wrong', () => {
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8' });
    return [status, stdout, stderr];
  };
  assert.deepEqual(run(), [1, '', 'Name the file: make csp CONFIG=path/config.json\n']);
  assert.deepEqual(run('/no/such/config.json'), [1, '', '/no/such/config.json cannot be read: there is no such file.\n']);
  assert.deepEqual(run(tool).slice(0, 2), [1, '']);
  assert.match(run(tool)[2], /csp\.mjs: It is not JSON: /);
});

test('a header says what a page cannot say of itself', () => {
  assert.equal(asHeader(POLICY), `${POLICY}; frame-ancestors 'none'`);
  assert.equal(policyOf(`<meta\n  http-equiv="Content-Security-Policy"\n  content="${POLICY}" />`), POLICY);
  assert.throws(() => policyOf('<p>'), /no content security policy/);
});
