// What is taken away of a run: reports, a message for the admin, configurations, a saved report opened.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ALL_PASS, test } from './support/harness.mjs';
import { leak } from './support/canary.mjs';

/** Presses the button and returns the text of the file that it saves. */
async function saved(page, action) {
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.action(action).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Presses the button and returns what is in the clipboard then. */
async function copied(page, context, action) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.tab.evaluate(() => navigator.clipboard.writeText('before'));
  await page.action(action).click();
  const read = () => page.tab.evaluate(() => navigator.clipboard.readText());
  let text = await read();
  // The test's own time limit ends a wait in vain.
  while (text === 'before') text = await read();
  return text;
}

function assertKeyless(page, text, what) {
  for (const key of page.keys) assert.equal(leak(text, key), undefined, what);
}

for (const id of ['healthy', 'echo-key', 'hostile-markup', 'wrong-key']) {
  for (const stream of [false, true]) {
    test(`no export of ${id}${stream ? ', streamed' : ''} holds the key`, async ({ page, sandbox, healthy, context }) => {
      await page.fill({ ...healthy, base_url: sandbox.base(id), stream });
      assert.equal(await page.tab.locator('.take-away').count(), 0);
      await page.send();
      await page.until('done');
      const texts = { clipboard: await copied(page, context, 'copy-markdown') };
      for (const action of ['download-json', 'download-markdown', 'download-html']) texts[action] = (await saved(page, action)).text;
      await page.tab.emulateMedia({ media: 'print' });
      texts['what is printed'] = await page.tab.evaluate(() => document.body.innerText);
      await page.tab.emulateMedia({ media: 'screen' });
      for (const [what, text] of Object.entries(texts)) {
        assert.ok(text.length > 500, `${what}: ${text}`);
        assertKeyless(page, text, what);
      }
      assert.equal(JSON.parse(texts['download-json']).schema, 'gateway-check/report/1');
      assert.doesNotMatch(texts['download-html'], /<script/i);
    });
  }
}

test('a saved report is opened, marked, and told from a run', async ({ page, healthy }) => {
  await page.validate({ ...healthy, profile: 'standard' });
  const before = await page.results();
  const { name, text } = await saved(page, 'download-json');
  assert.match(name, /^gateway-check-\d{4}-\d\d-\d\dT\d{6}Z\.json$/);
  assert.notEqual(await page.tab.locator('[data-action=ask-again]').count(), 0);
  await page.action('clear').click();
  assert.notDeepEqual((await page.results()).points, ALL_PASS);
  assert.equal(await page.tab.locator('[data-opened]').count(), 0);
  await page.field('report_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.tab.locator('[data-opened]').waitFor();
  const opened = await page.results();
  assert.equal(await page.tab.locator('[data-action=ask-again]').count(), 0, 'a saved report has nobody to ask');
  assert.deepEqual(opened, before);
  assert.deepEqual(JSON.parse((await saved(page, 'download-json')).text), JSON.parse(text));
  await page.action('close-report').click();
  assert.equal(await page.tab.locator('[data-opened]').count(), 0);
  assert.notDeepEqual((await page.results()).points, ALL_PASS);
});

test('a report that is dropped on the page is opened too', async ({ page, healthy }) => {
  await page.run(healthy);
  const { text } = await saved(page, 'download-json');
  await page.action('clear').click();
  assert.equal(await page.tab.locator('[data-opened]').count(), 0);
  const data = await page.tab.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'report.json', { type: 'application/json' }));
    return data;
  }, text);
  await page.tab.dispatchEvent('body', 'drop', { dataTransfer: data });
  await page.tab.locator('[data-opened]').waitFor();
  assert.deepEqual((await page.results()).points, ALL_PASS);
});

for (const [what, text, words] of [
  ['a broken file', '{"schema":', /cut off/],
  ['a foreign file', '{"name":"x"}', /not a report of this page/],
  ['a newer report', '{"schema":"gateway-check/report/9"}', /newer version/],
  ['a damaged report', '{"schema":"gateway-check/report/1"}', /damaged/],
]) {
  test(`${what} is refused with a clear sentence`, async ({ page, healthy }) => {
    await page.fill(healthy);
    await page.field('report_file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.tab.locator('#boot-note', { hasText: words }).waitFor();
    assert.equal(await page.tab.locator('[data-opened]').count(), 0);
    assert.deepEqual(await page.typed(), healthy);
  });
}

test('the admin gets a message and configurations with the real origin, and no key', async ({ page, sandbox, healthy, context }) => {
  await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
  const message = await copied(page, context, 'copy-message');
  assert.match(message, /cors-missing \(likely\)/);
  assert.ok(message.includes(sandbox.base('no-cors')) && message.includes(healthy.model));
  assertKeyless(page, message, 'the message');
  assert.equal(await page.tab.locator('[data-setup]').count(), 0);
  await page.action('show-cors-setups').click();
  await page.tab.locator('[data-setup]').first().waitFor();
  const setups = await page.tab.locator('[data-setup]').evaluateAll((all) => all.map((at) => [at.dataset.setup, at.querySelector('pre').textContent]));
  assert.deepEqual(setups.map(([server]) => server), ['nginx', 'Caddy', 'Envoy', 'Kong', 'APISIX', 'LiteLLM', 'vLLM', 'Ollama', 'llama.cpp']);
  for (const [server, text] of setups) assert.ok(text.includes(new URL(sandbox.page).origin), server);
});

test('the drawer shows what was sent and what came back, and gives the keyboard back', async ({ page, healthy }) => {
  await page.run(healthy);
  const row = page.tab.locator('[data-check=auth-accepted]');
  assert.equal(await page.tab.locator('[data-exchange]').count(), 0);
  await row.locator('[data-action=show-evidence]').click();
  const drawer = page.tab.locator('#evidence[open]');
  const text = await drawer.locator('[data-exchange="1"]').textContent();
  assert.match(text, /POST .*\/chat\/completions/);
  assert.match(text, /authorization: Bearer \[your key\]/);
  assert.match(text, /Hello from the sandbox/);
  await page.tab.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  assert.equal(await page.tab.evaluate(() => document.activeElement.dataset.action), 'show-evidence');
});

test('a key that nobody uses for a while is forgotten, and what was seen stays', async ({ page, healthy }) => {
  await page.tab.route('**/config.json', (route) => route.fulfill({ json: { defaults: { key_minutes: 0.05 } } }));
  await page.tab.reload();
  await page.isApp('ready');
  await page.run(healthy);
  assert.equal((await page.typed()).api_key, healthy.api_key);
  await page.tab.waitForFunction(() => document.querySelector('[name=api_key]').value === '');
  assert.deepEqual((await page.results()).points, ALL_PASS);
  assert.match(await page.tab.locator('#boot-note').textContent(), /forgotten/);
  assertKeyless(page, (await saved(page, 'download-json')).text, 'a report made after that');
});

test('a run is compared with a saved one, and says what changed', async ({ page, sandbox, healthy }) => {
  await page.validate({ ...healthy, profile: 'standard' });
  const { name, text } = await saved(page, 'download-json');
  const compare = async () => {
    await page.field('compared_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.tab.locator('[data-check=contract-drift]').waitFor();
    return page.tab.locator('[data-check=contract-drift]').evaluate((at) => [at.dataset.verdict, at.textContent]);
  };
  assert.equal(await page.tab.locator('[data-check=contract-drift]').count(), 0);
  assert.equal((await compare())[0], 'pass');
  await page.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'standard' });
  assert.equal(await page.tab.locator('[data-check=contract-drift]').count(), 0);
  const [verdict, said] = await compare();
  assert.equal(verdict, 'fail');
  assert.match(said, /usage/);
});

test('an example is there for those who have no key', async ({ page, healthy }) => {
  await page.fill(healthy);
  assert.notDeepEqual((await page.results()).points, ALL_PASS);
  await page.action('see-example').click();
  await page.tab.locator('[data-opened]').waitFor();
  assert.deepEqual((await page.results()).points, ALL_PASS);
  assert.deepEqual(await page.sent(), []);
});
