// The page's content security policy is strict, and the page keeps to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './support/sandbox.mjs';
import { expect, plain, test } from './support/fixtures.mjs';

const html = readFileSync(join(folder, 'index.html'), 'utf8');
const text = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(html)?.[1] ?? '';
const policy = Object.fromEntries(text.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources]));

plain('nothing is allowed but what is named', () => {
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy['style-src']).toEqual(["'self'"]);
  for (const name of ['base-uri', 'form-action']) expect(policy[name], name).toEqual(["'none'"]);
  expect([policy['require-trusted-types-for'], policy['trusted-types']]).toEqual([["'script'"], ["'none'"]]);
  expect(/unsafe-inline|'unsafe-eval'|unsafe-hashes/.test(text), text).toBe(false);
});

plain('the page has no inline code and no inline style', () => {
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/i);
  expect(html).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
});

plain('the policy comes before anything it governs', () => {
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(link|script)\b/));
});

test('the first load is five requests', async ({ unopened: app, sandbox, healthy, context }) => {
  const asked = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await app.open(sandbox.page);
  await app.fill(healthy);
  const files = asked.filter((path) => path !== '/config.json');
  expect(files.length, files.join(' ')).toBe(5);
});
