// Deep links fill the form, start nothing, and never hold a key.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';
import { leak } from './support/canary.mjs';

const linked = (sandbox, values) => `${sandbox.page}#${new URLSearchParams(values)}`;

test('a link fills the form and starts nothing', async ({ page, sandbox, healthy }) => {
  const { api_key, ...values } = { ...healthy, prompt: 'a "b" & <c> = 100 % + 👍' };
  await page.open(linked(sandbox, { ...values, profile: 'full' }));
  await page.tab.waitForFunction((url) => document.querySelector('[name=base_url]').value === url, values.base_url);
  assert.deepEqual(await page.typed(), { ...values, api_key: '' });
  assert.equal(await page.field('profile').inputValue(), 'full');
  assert.deepEqual(await page.sent(), []);
  assert.equal(await page.state(), 'idle');
}, { opened: false });

test('a key in a link is refused, taken out of the address, and named', async ({ page, sandbox, healthy }) => {
  page.keys.push(healthy.api_key);
  await page.open(sandbox.page);
  await page.tab.evaluate((fragment) => { location.hash = fragment; }, `${new URLSearchParams({ api_key: 'gc-test-planted-0123456789', model: 'm-linked' })}`);
  await page.tab.waitForFunction(() => document.querySelector('[name=model]').value === 'm-linked');
  assert.equal((await page.typed()).api_key, '');
  assert.doesNotMatch(page.tab.url(), /planted/);
  assert.match(await page.tab.locator('#boot-note').textContent(), /replace that key/);
}, { opened: false });

test('the link that is copied opens the same form, and never holds the key', async ({ page, healthy, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.run(healthy);
  await page.action('copy-link').click();
  await page.tab.locator('#boot-note', { hasText: 'Copied' }).waitFor();
  const link = await page.tab.evaluate(() => navigator.clipboard.readText());
  assert.equal(leak(link, healthy.api_key), undefined);
  await page.tab.goto('about:blank');
  await page.open(link);
  await page.tab.waitForFunction((url) => document.querySelector('[name=base_url]').value === url, healthy.base_url);
  assert.deepEqual(await page.typed(), { ...healthy, api_key: '' });
});

for (const fragment of ['%', '%ff%fe', '=&=&==', 'base_url=javascript:alert(1)', 'prompt=<img src=x onerror=alert(1)>', '&'.repeat(10_000), 'model=' + 'x'.repeat(100_000)]) {
  test(`a hostile link does no harm: ${fragment.slice(0, 40)}`, async ({ page, sandbox, healthy }) => {
    await page.open(`${sandbox.page}#${fragment}`);
    await page.run(healthy);
    assert.equal((await page.results()).diagnosis, null);
  }, { opened: false });
}
