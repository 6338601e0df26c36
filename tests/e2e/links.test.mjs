// Deep links fill the form, start nothing, and never hold a key.
import { expect, test } from './support/fixtures.mjs';
import { leak } from './support/canary.mjs';

const linked = (sandbox, values) => `${sandbox.page}#${new URLSearchParams(values)}`;

test('a link fills the form and starts nothing', async ({ unopened: app, sandbox, healthy }) => {
  const { api_key, ...values } = { ...healthy, prompt: 'a "b" & <c> = 100 % + 👍' };
  await app.open(linked(sandbox, { ...values, profile: 'full' }));
  await expect(app.field('base_url')).toHaveValue(values.base_url);
  expect(await app.typed()).toEqual({ ...values, api_key: '' });
  expect(await app.field('profile').inputValue()).toBe('full');
  expect(await app.sent()).toEqual([]);
  expect(await app.state()).toBe('idle');
});

test('a key in a link is not used, is removed from the address, and is reported', async ({ unopened: app, sandbox, healthy }) => {
  app.keys.push(healthy.api_key);
  await app.open(sandbox.page);
  await app.tab.evaluate((fragment) => { location.hash = fragment; }, `${new URLSearchParams({ api_key: 'gc-test-planted-0123456789', model: 'm-linked' })}`);
  await expect(app.field('model')).toHaveValue('m-linked');
  expect((await app.typed()).api_key).toBe('');
  expect(app.tab.url()).not.toMatch(/planted/);
  expect(await app.tab.locator('#boot-note').textContent()).toMatch(/replace that key/);
});

test('a key in a link to another server stays reported beside the key that was removed', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.tab.evaluate((fragment) => { location.hash = fragment; }, `${new URLSearchParams({ api_key: 'gc-test-planted-0123456789', base_url: 'https://elsewhere.example/v1' })}`);
  const note = app.tab.locator('#boot-note');
  await expect(note).toHaveText(/replace that key\. .*your key was removed/);
  await app.fill({ api_key: healthy.api_key });
  await expect(note).toHaveText(/replace that key\.$/);
});

test('a key in a link to a gateway that a locked page forbids is reported too', async ({ unopened: app, sandbox }) => {
  const gateways = [{ name: 'Only', base_url: 'https://only.example/v1' }];
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { only_these_gateways: true, gateways } }));
  await app.open(linked(sandbox, { api_key: 'gc-test-planted-0123456789', base_url: 'https://elsewhere.example/v1' }));
  await expect(app.tab.locator('#boot-note')).toHaveText(/replace that key\. .*only allows the gateways in the list/);
});

test('the link that is copied opens the same form, and never holds the key', async ({ app, healthy }) => {
  await app.run(healthy);
  const link = await app.copied('copy-link');
  expect(leak(link, healthy.api_key)).toBeUndefined();
  await app.tab.goto('about:blank');
  await app.open(link);
  await expect(app.field('base_url')).toHaveValue(healthy.base_url);
  expect(await app.typed()).toEqual({ ...healthy, api_key: '' });
});

for (const fragment of ['%', '%ff%fe', '=&=&==', 'base_url=javascript:alert(1)', 'prompt=<img src=x onerror=alert(1)>', '&'.repeat(10_000), 'model=' + 'x'.repeat(100_000)]) {
  const tag = fragment.includes(':') || fragment.includes('<') ? [] : ['@rest'];
  test(`a hostile link does no harm: ${fragment.slice(0, 40)}`, { tag }, async ({ unopened: app, sandbox, healthy }) => {
    await app.open(`${sandbox.page}#${fragment}`);
    await app.run(healthy);
    expect((await app.results()).diagnosis).toBeNull();
  });
}
