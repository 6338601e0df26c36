// What is taken away of a run: reports, a message for the admin, configurations, a saved report opened.
import { readFile } from 'node:fs/promises';
import { ALL_PASS, expect, test } from './support/fixtures.mjs';
import { leak, spells } from './support/canary.mjs';

/** Presses the button and returns the text of the file that it saves. */
async function saved(app, action) {
  const [download] = await Promise.all([app.tab.waitForEvent('download'), app.action(action).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

function assertKeyless(app, text, what) {
  for (const key of app.keys) {
    expect(leak(text, key), what).toBeUndefined();
    expect(spells(text, key), `${what}, put together`).toBe(false);
  }
}

for (const [id, stream, tag] of [
  ['echo-key', false, []], ['echo-key-in-stream', true, []], ['key-in-parts', false, []], ['key-in-two-members', false, []], ['key-in-letters', true, []], ['hostile-markup', true, ['@rest']],
  ['healthy', false, ['@rest']], ['healthy', true, ['@rest']], ['echo-key', true, ['@rest']],
  ['hostile-markup', false, ['@rest']], ['wrong-key', false, ['@rest']], ['wrong-key', true, ['@rest']],
]) {
  test(`no export of ${id}${stream ? ', streamed' : ''} holds the key`, { tag }, async ({ app, sandbox, healthy }) => {
    await app.fill({ ...healthy, base_url: sandbox.base(id), stream });
    expect(await app.tab.locator('.take-away').count()).toBe(0);
    await app.send();
    await app.until('done');
    const texts = { clipboard: await app.copied('copy-markdown'), ticket: await app.copied('copy-ticket') };
    for (const action of ['download-json', 'download-markdown', 'download-html']) texts[action] = (await saved(app, action)).text;
    await app.tab.emulateMedia({ media: 'print' });
    texts['what is printed'] = await app.tab.evaluate(() => document.body.innerText);
    await app.tab.emulateMedia({ media: 'screen' });
    for (const [what, text] of Object.entries(texts)) {
      expect(text.length, `${what}: ${text}`).toBeGreaterThan(300);
      assertKeyless(app, text, what);
    }
    expect(JSON.parse(texts['download-json']).schema).toBe('gateway-check/report/1');
    expect(texts['download-html']).not.toMatch(/<script/i);
    // The person who opens the report has a tab without a key.
    await app.action('clear').click();
    await app.field('report_file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(texts['download-json']) });
    await app.tab.locator('[data-opened]').waitFor();
    assertKeyless(app, await app.tab.evaluate(() => document.body.innerText), 'the opened report');
    if (id.startsWith('key-')) expect(await app.reply()).toContain('[key]');
  });
}

test('a saved report is opened, marked, and different from a run', async ({ app, healthy }) => {
  await app.validate({ ...healthy, profile: 'standard' });
  const before = await app.results();
  const { name, text } = await saved(app, 'download-json');
  expect(name).toMatch(/^gateway-check-\d{4}-\d\d-\d\dT\d{6}Z\.json$/);
  expect(await app.tab.locator('[data-action=ask-again]').count()).not.toBe(0);
  await app.action('clear').click();
  expect((await app.results()).points).not.toEqual(ALL_PASS);
  expect(await app.tab.locator('[data-opened]').count()).toBe(0);
  await app.field('report_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await app.tab.locator('[data-opened]').waitFor();
  const opened = await app.results();
  expect(await app.tab.locator('[data-action=ask-again]').count(), 'a saved report has nobody to ask').toBe(0);
  expect(opened).toEqual(before);
  expect(JSON.parse((await saved(app, 'download-json')).text)).toEqual(JSON.parse(text));
  await app.action('close-report').click();
  expect(await app.tab.locator('[data-opened]').count()).toBe(0);
  expect((await app.results()).points).not.toEqual(ALL_PASS);
});

test('a saved web page and a saved Markdown file open like the JSON', async ({ app, healthy }) => {
  await app.run(healthy);
  const before = await app.results();
  const files = [];
  for (const action of ['download-html', 'download-markdown']) files.push(await saved(app, action));
  for (const { name, text } of files) {
    await app.action('clear').click();
    expect(await app.tab.locator('[data-opened]').count()).toBe(0);
    await app.field('report_file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await app.tab.locator('[data-opened]').waitFor();
    expect(await app.results(), name).toEqual(before);
  }
});

test('a report that is dropped on the page is opened too', async ({ app, healthy }) => {
  await app.run(healthy);
  const { text } = await saved(app, 'download-json');
  await app.action('clear').click();
  expect(await app.tab.locator('[data-opened]').count()).toBe(0);
  const data = await app.tab.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'report.json', { type: 'application/json' }));
    return data;
  }, text);
  await app.tab.dispatchEvent('body', 'drop', { dataTransfer: data });
  await app.tab.locator('[data-opened]').waitFor();
  expect((await app.results()).points).toEqual(ALL_PASS);
});

test('a link that is dropped beside a text field does not replace the page', async ({ app, healthy }) => {
  await app.fill(healthy);
  const isLeftToBrowser = (selector) => app.tab.locator(selector).first().evaluate((at) => {
    const data = new DataTransfer();
    data.setData('text/uri-list', 'https://other.example/');
    return at.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  for (const selector of ['[name=base_url]', '[name=prompt]']) expect(await isLeftToBrowser(selector), selector).toBe(true);
  for (const selector of ['body', 'h1', '[data-action=send]', '[name=remember]']) expect(await isLeftToBrowser(selector), selector).toBe(false);
});

for (const [what, text, words, tag = []] of [
  ['a broken file', '{"schema":', /incomplete/],
  ['a foreign file', '{"name":"x"}', /not a Gateway Check report/, '@rest'],
  ['a newer report', '{"schema":"gateway-check/report/9"}', /newer version/, '@rest'],
  ['a damaged report', '{"schema":"gateway-check/report/1"}', /damaged/],
]) {
  test(`${what} is refused with a clear sentence`, { tag }, async ({ app, healthy }) => {
    await app.fill(healthy);
    await app.field('report_file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await app.tab.locator('#boot-note', { hasText: words }).waitFor();
    expect(await app.tab.locator('[data-opened]').count()).toBe(0);
    expect(await app.typed()).toEqual(healthy);
  });
}

test('the admin gets a message and configurations with the real origin, and no key', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
  const message = await app.copied('copy-message');
  expect(message).toMatch(/cors-missing \(certain\)/);
  expect(message).toContain(sandbox.base('no-cors'));
  expect(message).toContain(healthy.model);
  assertKeyless(app, message, 'the message');
  expect(await app.tab.locator('[data-setup]').count()).toBe(0);
  await app.action('show-cors-setups').click();
  await app.tab.locator('[data-setup]').first().waitFor();
  const setups = await app.tab.locator('[data-setup]').evaluateAll((all) => all.map((at) => [at.dataset.setup, at.querySelector('pre').textContent]));
  expect(setups.map(([server]) => server)).toEqual(['nginx', 'Caddy', 'Envoy', 'HAProxy', 'Traefik', 'Apache', 'Kong', 'APISIX', 'LiteLLM', 'vLLM', 'Ollama', 'llama.cpp']);
  for (const [server, text] of setups) expect(text, server).toContain(new URL(sandbox.page).origin);
});

test('the drawer shows what was sent and what came back, and gives the keyboard back', async ({ app, healthy }) => {
  await app.run(healthy);
  expect(await app.tab.locator('[data-exchange]').count()).toBe(0);
  const row = await app.openCheck('auth-accepted');
  await row.locator('[data-action=show-evidence]').click();
  const drawer = app.tab.locator('#evidence[open]');
  const text = await drawer.locator('[data-exchange="1"]').textContent();
  expect(text).toMatch(/POST .*\/chat\/completions/);
  expect(text).toMatch(/authorization: Bearer \[your key\]/);
  expect(text).toMatch(/Hello from the sandbox/);
  await app.tab.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await app.tab.evaluate(() => document.activeElement.dataset.action)).toBe('show-evidence');
});

test('an unused key is deleted after a while, and the results stay', async ({ unopened: app, sandbox, healthy }) => {
  await app.tab.clock.install();
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { defaults: { key_minutes: 5 } } }));
  await app.open(sandbox.page);
  await app.run(healthy);
  expect((await app.typed()).api_key).toBe(healthy.api_key);
  await app.tab.clock.fastForward('06:00');
  await expect(app.field('api_key')).toHaveValue('');
  expect((await app.results()).points).toEqual(ALL_PASS);
  await expect(app.tab.locator('#boot-note')).toHaveText(/deleted/);
  assertKeyless(app, (await saved(app, 'download-json')).text, 'a report made after that');
});

test('a run is compared with a saved one, and says what changed', async ({ app, sandbox, healthy }) => {
  await app.validate({ ...healthy, profile: 'standard' });
  const { name, text } = await saved(app, 'download-json');
  const compare = async () => {
    await app.field('compared_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await app.tab.locator('[data-check=contract-drift]').waitFor();
    return app.tab.locator('[data-check=contract-drift]').evaluate((at) => [at.dataset.verdict, at.textContent]);
  };
  expect(await app.tab.locator('[data-check=contract-drift]').count()).toBe(0);
  expect((await compare())[0]).toBe('pass');
  await app.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'standard' });
  expect(await app.tab.locator('[data-check=contract-drift]').count()).toBe(0);
  const [verdict, said] = await compare();
  expect(verdict).toBe('fail');
  expect(said).toMatch(/usage/);
});

test('a rerun removes the comparison with the results before it', async ({ app, healthy }) => {
  await app.validate({ ...healthy, profile: 'standard' });
  const { name, text } = await saved(app, 'download-json');
  await app.field('compared_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const comparison = app.tab.locator('[data-check=contract-drift]');
  await expect(comparison).toHaveCount(1);
  const check = await app.openCheck('completion-content');
  await app.starts(() => check.locator('[data-action=ask-again]').click());
  await app.until('done');
  await expect(comparison).toHaveCount(0);
});

test('a report that is chosen while a run is under way is not compared with a part of it', async ({ app, sandbox, healthy }) => {
  await app.run(healthy);
  const { name, text } = await saved(app, 'download-json');
  await app.fill({ base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  await app.field('compared_file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(app.tab.locator('#boot-note')).toContainText('A run is under way.');
  await app.action('stop').click();
  await app.until('stopped');
  await expect(app.tab.locator('[data-check=contract-drift]')).toHaveCount(0);
});

test('an example is there for those who have no key', async ({ app, healthy }) => {
  await app.fill(healthy);
  expect((await app.results()).points).not.toEqual(ALL_PASS);
  await app.action('see-example').click();
  await app.tab.locator('[data-opened]').waitFor();
  expect((await app.results()).points).toEqual(ALL_PASS);
  expect(await app.sent()).toEqual([]);
});
