// The page's content security policy is strict, and the page keeps to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { folder } from './support/sandbox.mjs';
import { test } from './support/harness.mjs';

const html = readFileSync(join(folder, 'index.html'), 'utf8');
const text = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(html)?.[1] ?? '';
const policy = Object.fromEntries(text.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources]));

plain('nothing is allowed but what is named', () => {
  assert.deepEqual(policy['default-src'], ["'none'"]);
  assert.deepEqual(policy['script-src'], ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(policy['style-src'], ["'self'"]);
  for (const name of ['base-uri', 'form-action']) assert.deepEqual(policy[name], ["'none'"], name);
  assert.deepEqual([policy['require-trusted-types-for'], policy['trusted-types']], [["'script'"], ["'none'"]]);
  assert.ok(!/unsafe-inline|'unsafe-eval'|unsafe-hashes/.test(text), text);
});

plain('the page has no code and no style of its own in it', () => {
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/i);
  assert.doesNotMatch(html, /<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
});

plain('the policy stands before anything it governs', () => {
  assert.ok(html.indexOf('Content-Security-Policy') < html.search(/<(link|script)\b/));
});

test('the first load is five requests', async ({ page, sandbox, healthy, context }) => {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.open(sandbox.page);
  await page.fill(healthy);
  const files = asked.filter((path) => path !== '/config.json');
  assert.equal(files.length, 5, files.join(' '));
}, { opened: false });
