// The page as one file, opened from a disk: it is the same page, and says what is different there.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { singleFile } from '../../tools/single-file.mjs';
import { ALL_PASS, expect, plain, test as base } from './support/fixtures.mjs';
import { leak } from './support/canary.mjs';
import { folder } from './support/sandbox.mjs';

let made;
const html = () => (made ??= singleFile(folder));

const test = base.extend({
  /** Where the page as one file is. */
  address: async ({}, use, info) => {
    const path = info.outputPath('gateway-check.html');
    await writeFile(path, html());
    await use(pathToFileURL(path).href);
  },

  /** All that its console said, and all that it asked for. */
  heard: async ({ context }, use) => {
    const heard = { said: [], asked: [] };
    context.on('console', (message) => heard.said.push(message.text()));
    context.on('request', (request) => heard.asked.push(request.url()));
    await use(heard);
  },

  /** The page, opened from the file. */
  app: async ({ unopened: app, address, heard }, use) => {
    await app.open(address);
    await use(app);
  },
});

test('one file is the whole page: a prompt, and what is taken away', async ({ app, healthy, address, heard: { said, asked } }) => {
  expect(await app.state()).toBe('idle');
  await app.run(healthy);
  expect((await app.results()).points).toEqual(ALL_PASS);
  const [download] = await Promise.all([app.tab.waitForEvent('download'), app.action('download-markdown').click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toMatch(/Authentication/);
  expect(leak(text, healthy.api_key)).toBeUndefined();
  expect(asked.filter((url) => url.startsWith('file:'))).toEqual([address]);
  expect(said, 'that there is no config.json is no news').toEqual([]);
});

test('one file shows the example and a snippet', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.action('see-example').click();
  await app.tab.locator('[data-opened]').waitFor();
  expect((await app.results()).points).toEqual(ALL_PASS);
  await app.field('snippet').evaluate((select) => { select.closest('details').open = true; });
  await app.tab.locator('[data-snippet=curl]').filter({ hasText: healthy.base_url }).waitFor();
});

test('one file says what is different', async ({ app, healthy }) => {
  await app.fill(healthy);
  const note = app.tab.locator('#file-note');
  expect(await note.isVisible()).toBe(true);
  const text = await note.textContent();
  for (const part of ['“null”', 'config.json', 'Remember']) expect(text, part).toContain(part);
});

test('a configuration for a page from a file allows the origin that servers see', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
  await app.action('show-cors-setups').click();
  const setup = app.tab.locator('[data-setup]').first();
  await setup.waitFor();
  const text = await setup.evaluate((at) => at.textContent);
  expect(text).toMatch(/null/);
  expect(text).not.toMatch(/file:/);
});

test('one file that is hosted does not say that it is opened from a file', async ({ unopened: app, sandbox, healthy, context }) => {
  await context.route(sandbox.page, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html() }));
  await app.open(sandbox.page);
  await app.fill(healthy);
  expect(await app.tab.locator('#file-note').count()).toBe(0);
});

plain("the file says the page's policy, with hashes of its script and style for what a file has not", async () => {
  const directives = (text) => /content="(default-src [^"]*)"/.exec(text)[1].split('; ').map((directive) => directive.split(' '));
  const ofPage = directives(await readFile(join(folder, 'index.html'), 'utf8'));
  const isHash = (source) => /^'sha256-[A-Za-z0-9+/]{43}='$/.test(source);
  const ofFile = directives(html());
  expect(ofFile.filter((directive) => directive.some(isHash)).map(([name]) => name)).toEqual(['script-src', 'style-src']);
  expect(ofFile.map((directive) => directive.filter((source) => !isHash(source))))
    .toEqual(ofPage.map((directive) => directive.filter((source) => source !== "'self'")));
});
