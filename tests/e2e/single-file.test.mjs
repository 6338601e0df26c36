// The page as one file, opened from a disk: it is the same page, and says what is different there.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { singleFile } from '../../tools/single-file.mjs';
import { ALL_PASS, test } from './support/harness.mjs';
import { leak } from './support/canary.mjs';
import { folder } from './support/sandbox.mjs';

const html = singleFile(folder);
const place = await mkdtemp(join(tmpdir(), 'gateway-check-file-'));
const path = join(place, 'gateway-check.html');
const address = pathToFileURL(path).href;
await writeFile(path, html);

after(() => rm(place, { recursive: true }));

/** A test of the page from the file, with all that its console said and all that it asked for. */
function fromFile(name, body) {
  test(name, async (given) => {
    const [said, asked] = [[], []];
    given.context.on('console', (message) => said.push(message.text()));
    given.context.on('request', (request) => asked.push(request.url()));
    await given.page.open(address);
    await body({ ...given, said, asked });
  }, { opened: false });
}

fromFile('one file is the whole page: a prompt, and what is taken away', async ({ page, healthy, said, asked }) => {
  assert.equal(await page.state(), 'idle');
  await page.run(healthy);
  assert.deepEqual((await page.results()).points, ALL_PASS);
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.action('download-markdown').click()]);
  const text = await readFile(await download.path(), 'utf8');
  assert.match(text, /Authentication/);
  assert.equal(leak(text, healthy.api_key), undefined);
  assert.deepEqual(asked.filter((url) => url.startsWith('file:')), [address]);
  assert.deepEqual(said, [], 'that there is no config.json is no news');
});

fromFile('one file shows the example and a snippet', async ({ page, healthy }) => {
  await page.fill(healthy);
  await page.action('see-example').click();
  await page.tab.locator('[data-opened]').waitFor();
  assert.deepEqual((await page.results()).points, ALL_PASS);
  await page.field('snippet').evaluate((select) => { select.closest('details').open = true; });
  await page.tab.locator('[data-snippet=curl]').filter({ hasText: healthy.base_url }).waitFor();
});

fromFile('one file says what is different', async ({ page, healthy }) => {
  await page.fill(healthy);
  const note = page.tab.locator('#file-note');
  assert.ok(await note.isVisible());
  const text = await note.textContent();
  for (const part of ['“null”', 'config.json', 'Remember']) assert.ok(text.includes(part), part);
});

fromFile('a configuration for a page from a file allows the origin that servers see', async ({ page, sandbox, healthy }) => {
  await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
  await page.action('show-cors-setups').click();
  const setup = page.tab.locator('[data-setup]').first();
  await setup.waitFor();
  const text = await setup.evaluate((at) => at.textContent);
  assert.match(text, /null/);
  assert.doesNotMatch(text, /file:/);
});

test('one file that is hosted does not say that it is opened from a file', async ({ page, sandbox, healthy, context }) => {
  await context.route(sandbox.page, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.open(sandbox.page);
  await page.fill(healthy);
  assert.equal(await page.tab.locator('#file-note').count(), 0);
}, { opened: false });
