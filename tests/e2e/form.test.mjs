// The form: before the program comes, if it never comes, and once it is there.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

const unopened = { opened: false };

test('what is typed before the program arrives is kept', async ({ page, sandbox, healthy, context }) => {
  let allow;
  const allowed = new Promise((resolve) => { allow = resolve; });
  await context.route('**/*.wasm', async (route) => { await allowed; await route.continue(); });
  await page.tab.goto(sandbox.page);
  await page.fill(healthy);
  await page.isApp('loading');
  allow();
  await page.isApp('ready');
  assert.deepEqual(await page.typed(), healthy);
  await page.send();
  await page.until('done');
  assert.deepEqual((await page.results()).points, ALL_PASS);
}, unopened);

for (const [how, act] of [['Enter', (page) => page.field('model').press('Enter')], ['a click', (page) => page.action('send').click()]]) {
  test(`without the program, ${how} keeps the key out of the address`, async ({ page, sandbox, healthy, context }) => {
    await context.route('**/*.wasm', (route) => route.abort());
    await page.tab.goto(sandbox.page);
    await page.isApp('failed');
    assert.notEqual((await page.tab.locator('#boot-note').textContent()).trim(), '');
    await page.fill(healthy);
    // A click waits until the button can be clicked; one that is disabled is as safe.
    if (await page.action('send').isEnabled()) await act(page);
    assert.equal(page.tab.url(), sandbox.page);
    assert.deepEqual(await page.typed(), healthy);
    assert.deepEqual(await page.sent(), []);
  }, unopened);
}

const PROBLEMS = [
  ['no base URL', 'base_url', ''],
  ['a base URL without its scheme', 'base_url', 'gateway.example/v1'],
  ['a base URL with a space in it', 'base_url', 'https://gateway example/v1'],
  ['a base URL with a key in it', 'base_url', 'https://gateway.example/v1?api_key=gc-test-query'],
  ['a base URL with a password', 'base_url', 'https://me:gc-test-pass@gateway.example/v1'],
  ['a key with a curly quote', 'api_key', '\u201cgc-test-0123456789abcdef\u201d'],
  ['a key with a letter no header can hold', 'api_key', 'gc-test-0123456789\u0142abcdef'],
  ['a key with a line break pasted along', 'api_key', ' gc-test-0123456789abcdef'],
  ['a sentence for a key', 'api_key', 'ask somebody for the key'],
  ['no model', 'model', ''],
];

for (const [what, field, typed] of PROBLEMS) {
  test(`${what} is shown beside the field, and nothing is sent`, async ({ page, healthy }) => {
    await page.fill(healthy);
    assert.deepEqual(await page.problems(), []);
    await page.fill({ [field]: typed });
    await page.action('send').click();
    await page.tab.locator(`[data-problem=${field}]:visible`).first().waitFor();
    assert.deepEqual(await page.problems(), [field]);
    assert.deepEqual(await page.sent(), []);
    assert.notEqual(await page.state(), 'running');
    await page.run({ [field]: healthy[field] });
    assert.deepEqual((await page.results()).points, ALL_PASS);
  });
}

test('a key for another system is sent, to run or to load models, only after consent', async ({ page, sandbox, healthy }) => {
  const problem = page.tab.locator('[data-problem=api_key]:visible');
  await page.fill(healthy);
  assert.equal(await problem.count(), 0);
  await page.fill({ api_key: healthy.api_key.replace('gc-test-', 'sk-ant-gc-test-') });
  await problem.waitFor();
  assert.equal(await problem.getAttribute('data-weight'), 'needs-consent');
  await page.action('send').click();
  await page.action('load-models').click();
  assert.deepEqual(await page.sent(), []);
  assert.notEqual(await page.state(), 'running');
  await page.send({ consent: true });
  await page.until('done');
  const sent = (await sandbox.requests()).map(({ method, path }) => [method, path]);
  assert.deepEqual(sent, [['POST', '/healthy/v1/chat/completions']]);
});

const KEYS_THAT_SEND = [['Enter in a field', 'model', 'Enter'], ['Ctrl+Enter in the prompt', 'prompt', 'Control+Enter']];

for (const [what, field, keys] of KEYS_THAT_SEND) {
  test(`${what} sends`, async ({ page, healthy }) => {
    await page.fill(healthy);
    await page.starts(() => page.field(field).press(keys));
    await page.until('done');
    assert.deepEqual((await page.results()).points, ALL_PASS);
  });
}

test('Enter in the prompt is a line break', async ({ page, healthy }) => {
  await page.fill(healthy);
  await page.field('prompt').press('End');
  await page.field('prompt').press('Enter');
  assert.equal((await page.typed()).prompt, `${healthy.prompt}\n`);
  assert.deepEqual(await page.sent(), []);
});

test('the key is hidden until it is asked for', async ({ page, healthy }) => {
  await page.fill(healthy);
  const type = () => page.field('api_key').getAttribute('type');
  assert.equal(await type(), 'password');
  await page.action('reveal-key').click();
  assert.equal(await type(), 'text');
  await page.action('reveal-key').click();
  assert.equal(await type(), 'password');
});

test('the models of the gateway can be loaded and chosen', async ({ page, sandbox, healthy }) => {
  await page.fill({ ...healthy, model: '' });
  const choice = page.tab.locator('option[value=sandbox-large]');
  assert.equal(await choice.count(), 0);
  await page.action('load-models').click();
  await choice.first().waitFor({ state: 'attached' });
  assert.deepEqual((await sandbox.requests()).map(({ method, path }) => [method, path]), [['GET', '/healthy/v1/models']]);
});

test('models that cannot be loaded are a quiet note, and sending still works', async ({ page, sandbox, healthy }) => {
  await page.fill({ ...healthy, base_url: sandbox.base('not-found') });
  const reply = page.tab.waitForResponse('**/models');
  await page.action('load-models').click();
  await reply;
  assert.deepEqual([await page.problems(), (await page.results()).diagnosis], [[], null]);
  await page.run(healthy);
  assert.deepEqual((await page.results()).points, ALL_PASS);
});

const FINAL_URLS = [
  ['https://gateway.example/v1', 'https://gateway.example/v1/chat/completions'],
  ['https://gateway.example/v1/', 'https://gateway.example/v1/chat/completions'],
  ['https://gateway.example', 'https://gateway.example/chat/completions'],
];

for (const [typed, shown] of FINAL_URLS) {
  test(`the URL that ${typed} leads to is shown while it is typed`, async ({ page, healthy }) => {
    await page.fill({ ...healthy, base_url: typed });
    await page.tab.locator('[data-final-url]', { hasText: shown }).first().waitFor();
    assert.equal((await page.tab.locator('[data-final-url]').first().textContent()).trim(), `POST ${shown}`);
    assert.deepEqual(await page.sent(), []);
  });
}
