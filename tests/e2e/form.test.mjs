// The form: before the program comes, if it never comes, and once it is there.
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

/** Opens the page, does `early` before its program arrives, and waits until that has taken over. */
async function beforeProgram(app, page, early) {
  let allow;
  const allowed = new Promise((resolve) => { allow = resolve; });
  await app.tab.route('**/*.wasm', async (route) => { await allowed; await route.continue(); });
  await app.tab.goto(page);
  await early();
  await app.isApp('loading');
  allow();
  await app.isApp('ready');
}

test('what is typed before the program arrives is kept', async ({ unopened: app, sandbox, healthy }) => {
  await beforeProgram(app, sandbox.page, () => app.fill(healthy));
  expect(await app.typed()).toEqual(healthy);
  await app.send();
  await app.until('done');
  expect((await app.results()).points).toEqual(ALL_PASS);
});

/** Runs in the page before its own scripts: remembers what there is of the page at each change. */
function rememberForms() {
  const parts = ['[name=prompt]', '.results', '[name=profile]', '[name=remember]', '#results', 'dialog'];
  window.forms = new Set();
  new MutationObserver(() => {
    if (!document.querySelector('footer')) return;
    window.forms.add(parts.filter((part) => document.querySelector(part)).join(' '));
  }).observe(document, { subtree: true, childList: true });
}

test('the page takes the place of its skeleton as a whole', async ({ unopened: app, sandbox, healthy }) => {
  await app.tab.addInitScript(rememberForms);
  await app.open(sandbox.page);
  await app.fill(healthy);
  expect(await app.tab.evaluate(() => [...window.forms])).toEqual([
    '[name=prompt] .results', '[name=prompt] .results [name=profile] [name=remember] #results dialog',
  ]);
});

test('a key typed before the program arrives stays when the host\'s gateway fills the form', async ({ unopened: app, sandbox, healthy }) => {
  const { base_url, model, api_key } = healthy;
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { gateways: [{ name: 'Here', base_url, models: [model] }] } }));
  await beforeProgram(app, sandbox.page, () => app.fill({ api_key }));
  expect(await app.typed()).toMatchObject({ base_url, model, api_key });
  await expect(app.tab.locator('#boot-note')).toBeEmpty();
  await app.send();
  await app.until('done');
  expect((await app.results()).points).toEqual(ALL_PASS);
});

test('a key typed before the program arrives is not for the base URL of a link', async ({ unopened: app, sandbox, healthy }) => {
  const link = `${sandbox.page}#${new URLSearchParams({ base_url: 'https://elsewhere.example/v1' })}`;
  await beforeProgram(app, link, () => app.fill({ api_key: healthy.api_key }));
  expect(await app.typed()).toMatchObject({ base_url: 'https://elsewhere.example/v1', api_key: '' });
  await expect(app.tab.locator('#boot-note')).not.toBeEmpty();
});

test('a fault of the page itself is reported, here and in the console, and the form stays', async ({ app, healthy }) => {
  await app.fill(healthy);
  const said = [];
  app.tab.on('console', (message) => said.push(message.text()));
  // The program relies on the browser to make elements.
  app.isBroken = true;
  await app.tab.evaluate(() => {
    Node.prototype.cloneNode = document.createElement = () => { throw new Error('No more elements.'); };
  });
  await app.chooseProfile('custom');
  await app.isApp('failed');
  await expect(app.tab.locator('#boot-note')).toContainText('Something went wrong');
  expect(await app.typed()).toEqual(healthy);
  expect(said.join('\n')).toMatch(/panicked at .*\n.*No more elements/);
});

/** Lets what the style sheet does after a while be done now; returns after how long that would be, in ms. */
const wait = (app) => app.tab.evaluate(() => document.getElementById('boot-trouble').getAnimations().map((it) => {
  it.finish();
  return it.effect.getTiming().delay;
}));

test('on a slow line the form says after ten seconds what can be done, until the program comes', async ({ unopened: app, sandbox, healthy }) => {
  const alert = app.tab.getByRole('alert');
  await beforeProgram(app, sandbox.page, async () => {
    await app.fill(healthy);
    await expect(app.tab.locator('#boot-note')).toContainText('Loading');
    await expect(alert).toHaveCount(0);
    expect(await wait(app)).toEqual([10_000]);
    await expect(alert).toBeVisible();
    await expect(alert).toContainText('On a slow connection, please wait.');
  });
  await expect(app.tab.locator('#boot-trouble')).toHaveCount(0);
  expect(await app.typed()).toEqual(healthy);
});

test('without any script, the form says so after ten seconds', async ({ unopened: app, sandbox, context }) => {
  await context.route('**/*.js', (route) => route.fulfill({ status: 404 }));
  await app.tab.goto(sandbox.page);
  await expect(app.tab.getByRole('alert')).toHaveCount(0);
  expect(await wait(app)).toEqual([10_000]);
  await expect(app.tab.getByRole('alert')).toContainText('reload the page');
});

test('without any file beside it, the form says at once what can be done', async ({ unopened: app, sandbox, context }) => {
  await context.route(/\.(js|css|wasm)$/, (route) => route.fulfill({ status: 404 }));
  await app.tab.goto(sandbox.page);
  await expect(app.tab.getByRole('alert')).toBeVisible();
});

for (const [how, act] of [['Enter', (app) => app.field('model').press('Enter')], ['a click', (app) => app.action('send').click()]]) {
  test(`without the program, ${how} keeps the key out of the address`, async ({ unopened: app, sandbox, healthy, context }) => {
    await context.route('**/*.wasm', (route) => route.abort());
    await app.tab.goto(sandbox.page);
    await app.isApp('failed');
    await expect(app.tab.getByRole('alert')).toContainText('could not start');
    await expect(app.tab.locator('#boot-note'), 'nothing is said twice').toBeEmpty();
    await app.fill(healthy);
    // A click waits until the button can be clicked; one that is disabled is as safe.
    if (await app.action('send').isEnabled()) await act(app);
    expect(app.tab.url()).toBe(sandbox.page);
    expect(await app.typed()).toEqual(healthy);
    expect(await app.sent()).toEqual([]);
  });
}

const PROBLEMS = [
  ['no base URL', 'base_url', ''],
  ['a base URL without its scheme', 'base_url', 'gateway.example/v1', '@rest'],
  ['a base URL with a space in it', 'base_url', 'https://gateway example/v1', '@rest'],
  ['a base URL with a key in it', 'base_url', 'https://gateway.example/v1?api_key=gc-test-query'],
  ['a base URL with a password', 'base_url', 'https://me:gc-test-pass@gateway.example/v1', '@rest'],
  ['a key with a curly quote', 'api_key', '\u201cgc-test-0123456789abcdef\u201d'],
  ['a key with a letter no header can hold', 'api_key', 'gc-test-0123456789\u0142abcdef'],
  ['a key with a line break pasted along', 'api_key', ' gc-test-0123456789abcdef', '@rest'],
  ['a sentence for a key', 'api_key', 'ask somebody for the key', '@rest'],
  ['no model', 'model', ''],
];

for (const [what, field, typed, tag = []] of PROBLEMS) {
  test(`${what} is shown beside the field, and nothing is sent`, { tag }, async ({ app, healthy }) => {
    await app.fill(healthy);
    expect(await app.problems()).toEqual([]);
    await app.fill({ [field]: typed });
    await app.action('send').click();
    await app.tab.locator(`[data-problem=${field}]:visible`).first().waitFor();
    expect(await app.problems()).toEqual([field]);
    expect(await app.sent()).toEqual([]);
    expect(await app.state()).not.toBe('running');
    await app.run({ [field]: healthy[field] });
    expect((await app.results()).points).toEqual(ALL_PASS);
  });
}

test('a key for another system is sent, to run or to load models, only after consent', async ({ app, sandbox, healthy }) => {
  const problem = app.tab.locator('[data-problem=api_key]:visible');
  await app.fill(healthy);
  expect(await problem.count()).toBe(0);
  await app.fill({ api_key: healthy.api_key.replace('gc-test-', 'sk-ant-gc-test-') });
  await problem.waitFor();
  expect(await problem.getAttribute('data-weight')).toBe('needs-consent');
  await app.action('send').click();
  await app.action('load-models').click();
  expect(await app.sent()).toEqual([]);
  expect(await app.state()).not.toBe('running');
  await app.send({ consent: true });
  await app.until('done');
  const sent = (await sandbox.requests()).map(({ method, path }) => [method, path]);
  expect(sent).toEqual([['POST', '/healthy/v1/chat/completions']]);
});

const KEYS_THAT_SEND = [['Enter in a field', 'model', 'Enter'], ['Ctrl+Enter in the prompt', 'prompt', 'Control+Enter']];

for (const [what, field, keys] of KEYS_THAT_SEND) {
  test(`${what} sends`, async ({ app, healthy }) => {
    await app.fill(healthy);
    await app.starts(() => app.field(field).press(keys));
    await app.until('done');
    expect((await app.results()).points).toEqual(ALL_PASS);
  });
}

test('Ctrl+Enter in another text sends nothing', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  await app.action('paste-settings').click();
  for (const keys of ['Control+Enter', 'Control+Shift+Enter']) await app.field('pasted').press(keys);
  await expect(app.tab.locator('#paste')).toBeVisible();
  expect(await app.state()).toBe('idle');
  await app.action('close-paste').click();
  await app.tab.locator('[data-tab=drills]').click();
  await app.field('forbidden_prompt').press('Control+Enter');
  expect(await app.state()).toBe('idle');
  expect(await sandbox.requests()).toEqual([]);
});

test('Enter in the prompt is a line break', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.field('prompt').press('End');
  await app.field('prompt').press('Enter');
  expect((await app.typed()).prompt).toBe(`${healthy.prompt}\n`);
  expect(await app.sent()).toEqual([]);
});

test('the key is hidden until the user shows it', async ({ app, healthy }) => {
  await app.fill(healthy);
  const type = () => app.field('api_key').getAttribute('type');
  expect(await type()).toBe('password');
  await app.action('reveal-key').click();
  expect(await type()).toBe('text');
  await app.action('reveal-key').click();
  expect(await type()).toBe('password');
});

test('the key after a deleted one is hidden again', async ({ app, healthy }) => {
  const type = () => app.field('api_key').getAttribute('type');
  await app.fill(healthy);
  await app.action('reveal-key').click();
  expect(await type()).toBe('text');
  await app.action('clear').click();
  expect(await type()).toBe('password');
  await app.fill({ api_key: healthy.api_key });
  await app.action('reveal-key').click();
  expect(await type()).toBe('text');
  await app.tab.evaluate(() => { location.hash = 'base_url=https%3A%2F%2Felsewhere.example%2Fv1'; });
  await expect(app.field('api_key')).toHaveValue('');
  expect(await type()).toBe('password');
});

test('the models of the gateway can be loaded and chosen', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, model: '' });
  const choice = app.tab.locator('option[value=sandbox-large]');
  expect(await choice.count()).toBe(0);
  await app.action('load-models').click();
  await choice.first().waitFor({ state: 'attached' });
  expect((await sandbox.requests()).map(({ method, path }) => [method, path])).toEqual([['GET', '/healthy/v1/models']]);
});

test('models of another base URL are not suggested', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, model: '' });
  const choice = app.tab.locator('option[value=sandbox-large]');
  const note = app.tab.locator('.field:has(#model) > p.hint');
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  await app.tab.route('**/models', async (route) => { await held; await route.continue(); });
  await app.action('load-models').click();
  await expect(note).not.toHaveText('');
  await app.fill({ base_url: sandbox.base('usage-missing') });
  answer();
  await expect(note).toHaveText('');
  await expect(choice).toHaveCount(0);
  await app.fill({ base_url: healthy.base_url });
  await app.action('load-models').click();
  await choice.first().waitFor({ state: 'attached' });
  await app.fill({ base_url: sandbox.base('usage-missing') });
  await expect(choice).toHaveCount(0);
});

test('the note about the list of models is there as long as it is true', async ({ app, sandbox, healthy }) => {
  const note = app.tab.locator('.field:has(#model) > p.hint');
  await app.fill({ ...healthy, api_key: healthy.api_key.replace('gc-test-', 'sk-ant-gc-test-') });
  await app.action('load-models').click();
  await expect(note).toContainText('Tick “Send anyway” first');
  await app.consent();
  await expect(note).toHaveText('');
  await app.fill({ api_key: healthy.api_key });
  await app.action('load-models').click();
  await expect(note).toContainText('models found');
  await app.fill({ base_url: sandbox.base('usage-missing') });
  await expect(note).toHaveText('');
});

test('the models of a changed base URL are listed while those of the other one are awaited', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('usage-missing'), model: '' });
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  await app.tab.route('**/usage-missing/v1/models', async (route) => { await held; await route.continue().catch(() => {}); });
  await app.action('load-models').click();
  await expect(app.tab.locator('.field:has(#model) > p.hint')).toContainText('Loading');
  await app.fill({ base_url: healthy.base_url });
  await app.action('load-models').click();
  await app.tab.locator('option[value=sandbox-large]').first().waitFor({ state: 'attached' });
  answer();
});

test('models that cannot be loaded are a quiet note, and sending still works', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('not-found') });
  const reply = app.tab.waitForResponse('**/models');
  await app.action('load-models').click();
  await reply;
  expect([await app.problems(), (await app.results()).diagnosis]).toEqual([[], null]);
  await app.run(healthy);
  expect((await app.results()).points).toEqual(ALL_PASS);
});

const FINAL_URLS = [
  ['https://gateway.example/v1', 'https://gateway.example/v1/chat/completions'],
  ['https://gateway.example/v1/', 'https://gateway.example/v1/chat/completions'],
  ['https://gateway.example', 'https://gateway.example/chat/completions'],
];

for (const [typed, shown] of FINAL_URLS) {
  test(`the URL that ${typed} leads to is shown while it is typed`, { tag: typed.endsWith('/v1') ? [] : '@rest' }, async ({ app, healthy }) => {
    await app.fill({ ...healthy, base_url: typed });
    await app.tab.locator('[data-final-url]', { hasText: shown }).first().waitFor();
    expect((await app.tab.locator('[data-final-url]').first().textContent()).trim()).toBe(`POST ${shown}`);
    expect(await app.sent()).toEqual([]);
  });
}
