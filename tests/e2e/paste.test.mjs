// Settings as people send them to each other, pasted.
import { randomBytes } from 'node:crypto';
import { expect, test as base } from './support/fixtures.mjs';

const test = base.extend({
  healthy: async ({ healthy }, use) => use({ ...healthy, api_key: plainKey() }),
});

const curl = ({ base_url, model }, key) => `curl ${base_url}/chat/completions -H "Authorization: Bearer ${key}" -d '{"model":"${model}","stream":true,"top_p":1,"messages":[{"role":"user","content":"Say hi."}]}'`;
/** A key that needs no quoting, which a text of this kind could not hold as it is. */
const plainKey = () => `gc-test-${randomBytes(12).toString('hex')}`;
const found = (app) => app.tab.locator('[data-found] li').allTextContents();

/** Pastes `text` into the field as a browser would. */
async function paste(app, name, text) {
  await app.tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.tab.evaluate((it) => navigator.clipboard.writeText(it), text);
  await app.field(name).focus();
  await app.tab.keyboard.press('Control+V');
}

test('a curl command in the dialog fills the form, and the prompt is answered', async ({ app, healthy }) => {
  app.keys.push(healthy.api_key);
  await app.action('paste-settings').click();
  await expect(app.action('use-pasted')).toHaveAttribute('aria-disabled', 'true');
  await app.field('pasted').fill(curl(healthy, healthy.api_key));
  await expect(app.action('use-pasted')).toHaveAttribute('aria-disabled', 'false');
  expect(await found(app)).toEqual([`Base URL: ${healthy.base_url}`, `API key: ${healthy.api_key.length} characters`, `Model: ${healthy.model}`, 'Prompt: Say hi.', 'Streaming: on']);
  expect(await app.tab.locator('[data-left-out]').textContent()).toContain('top_p');
  await app.action('use-pasted').click();
  await expect(app.tab.locator('#paste')).toBeHidden();
  expect(await app.typed()).toEqual({ base_url: healthy.base_url, api_key: healthy.api_key, model: healthy.model, prompt: 'Say hi.' });
  expect(await app.field('stream').isChecked()).toBe(true);
  await app.send();
  await app.until('done');
  expect((await app.results()).diagnosis).toBeNull();
  await app.action('paste-settings').click();
  expect(await app.field('pasted').inputValue(), 'nothing of the text is kept').toBe('');
});

for (const name of ['base_url', 'api_key', 'prompt']) {
  test(`settings that are pasted into ${name} are offered, and no part of them gets into that field`, async ({ app, healthy }) => {
    app.keys.push(healthy.api_key);
    const before = await app.typed();
    await paste(app, name, `export OPENAI_BASE_URL=${healthy.base_url}\nexport OPENAI_API_KEY=${healthy.api_key}\n`);
    await expect(app.tab.locator('#paste')).toBeVisible();
    expect(await app.typed()).toEqual(before);
    expect(await app.action('insert-pasted').isVisible()).toBe(name === 'prompt');
    await app.action('use-pasted').click();
    expect(await app.typed()).toEqual({ ...before, base_url: healthy.base_url, api_key: healthy.api_key });
  });
}

test('any other text is pasted as ever, and settings may be a prompt', async ({ app, healthy }) => {
  app.keys.push(healthy.api_key);
  await paste(app, 'base_url', healthy.base_url);
  await paste(app, 'api_key', healthy.api_key);
  await expect(app.field('api_key')).toHaveValue(healthy.api_key);
  await expect(app.field('base_url')).toHaveValue(healthy.base_url);
  expect(await app.tab.locator('#paste').isVisible()).toBe(false);
  const text = 'OPENAI_BASE_URL=https://gateway.example/v1';
  await app.field('prompt').fill('Explain this, please.');
  await app.field('prompt').evaluate((at) => at.setSelectionRange(8, 12));
  await paste(app, 'prompt', text);
  await app.action('insert-pasted').click();
  await expect(app.field('prompt')).toHaveValue(`Explain ${text}, please.`);
  await expect(app.field('prompt')).toBeFocused();
  await app.tab.keyboard.type('!');
  await expect(app.field('prompt'), 'typing goes on behind it').toHaveValue(`Explain ${text}!, please.`);
  await expect(app.field('base_url')).toHaveValue(healthy.base_url);
});

test('a key in settings that become a prompt is in no code, and is deleted by Clear', async ({ app, healthy }) => {
  app.keys.push(healthy.api_key);
  await app.fill({ base_url: healthy.base_url, model: healthy.model });
  await app.field('prompt').fill('');
  await paste(app, 'prompt', curl(healthy, healthy.api_key));
  await app.action('insert-pasted').click();
  await expect(app.field('prompt')).toHaveValue(curl(healthy, healthy.api_key));
  await app.tab.locator('#snippets summary').click();
  await expect(app.tab.locator('[data-snippet=curl]')).toContainText('Bearer [key]');
  await expect(app.tab.locator('[data-snippet=curl]')).not.toContainText(healthy.api_key);
  await app.action('clear').click();
  await expect(app.field('prompt')).toHaveValue(curl(healthy, '[key]'));
});

test('keys in settings that become parts of a prompt are in no code, though one begins like another', async ({ app, healthy }) => {
  const keys = [healthy.api_key, `${healthy.api_key}-2`];
  app.keys.push(...keys);
  await app.fill({ base_url: healthy.base_url, model: healthy.model });
  await app.field('prompt').fill('');
  for (const key of keys) {
    await paste(app, 'prompt', curl(healthy, key));
    await app.action('insert-pasted').click();
  }
  await expect(app.field('prompt')).toHaveValue(keys.map((key) => curl(healthy, key)).join(''));
  await app.tab.locator('#snippets summary').click();
  await expect(app.tab.locator('[data-snippet=curl]')).toContainText('Bearer [key]');
  await expect(app.tab.locator('[data-snippet=curl]')).not.toContainText(healthy.api_key);
  await app.action('clear').click();
  await expect(app.field('prompt')).toHaveValue(keys.map(() => curl(healthy, '[key]')).join(''));
});

test('the keys of all services in settings that become a prompt are in no code', async ({ app, healthy }) => {
  const [first, second] = [healthy.api_key, plainKey()];
  app.keys.push(first, second);
  const text = (one, two) => `FIRST_BASE_URL=${healthy.base_url}\nFIRST_API_KEY=${one}\nSECOND_API_KEY=${two}`;
  await app.fill({ base_url: healthy.base_url, model: healthy.model });
  await app.field('prompt').fill('');
  await paste(app, 'prompt', text(first, second));
  await app.action('insert-pasted').click();
  await expect(app.field('prompt')).toHaveValue(text(first, second));
  await app.tab.locator('#snippets summary').click();
  await expect(app.tab.locator('[data-snippet=curl]')).toContainText('SECOND_API_KEY=[key]');
  for (const key of [first, second]) await expect(app.tab.locator('[data-snippet=curl]')).not.toContainText(key);
  await app.action('clear').click();
  await expect(app.field('prompt')).toHaveValue(text('[key]', '[key]'));
});

test('a pasted base URL of another origin removes the old key', async ({ app, healthy }) => {
  await app.fill({ base_url: 'https://other.example/v1', api_key: healthy.api_key });
  await paste(app, 'model', `OPENAI_BASE_URL=${healthy.base_url}\nOPENAI_MODEL=m`);
  await app.action('use-pasted').click();
  expect(await app.typed()).toMatchObject({ base_url: healthy.base_url, api_key: '', model: 'm' });
});

test('a pasted key is hidden, even if the one before it was shown', async ({ app, healthy }) => {
  app.keys.push(healthy.api_key);
  await app.fill({ base_url: healthy.base_url, api_key: 'gc-test-shown' });
  await app.action('reveal-key').click();
  await expect(app.field('api_key')).toHaveAttribute('type', 'text');
  await paste(app, 'model', curl(healthy, healthy.api_key));
  await app.action('use-pasted').click();
  await expect(app.field('api_key')).toHaveValue(healthy.api_key);
  await expect(app.field('api_key')).toHaveAttribute('type', 'password');
});

test('a locked page takes nothing of settings for elsewhere', async ({ unopened: app, sandbox, healthy }) => {
  const config = { only_these_gateways: true, gateways: [{ name: 'Here', base_url: healthy.base_url, models: [healthy.model] }] };
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: config }));
  await app.open(sandbox.page);
  app.keys.push(healthy.api_key);
  const before = await app.typed();
  await paste(app, 'api_key', `OPENAI_BASE_URL=https://elsewhere.example/v1\nOPENAI_API_KEY=${healthy.api_key}`);
  await app.action('use-pasted').click();
  expect(await app.typed()).toEqual(before);
  await expect(app.tab.locator('#boot-note')).toContainText('ignored');
});

test('a key in the dialog is deleted like one in the form', async ({ unopened: app, healthy, sandbox }) => {
  app.keys.push(healthy.api_key);
  await app.tab.clock.install();
  await app.open(sandbox.page);
  await app.action('paste-settings').click();
  await app.field('pasted').fill(curl(healthy, healthy.api_key));
  expect(await app.field('pasted').inputValue()).toContain(healthy.api_key);
  await app.tab.clock.fastForward('16:00');
  await expect(app.field('pasted')).toHaveValue('');
  await expect(app.tab.locator('#boot-note')).toHaveText(/deleted/);
});
