// What the page remembers: nothing, unless somebody chose that; and never the key.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';

const stored = (page) => page.tab.evaluate(() => JSON.stringify(Object.entries(localStorage)));

test('nothing is stored unless it was chosen', async ({ page, healthy }) => {
  await page.run(healthy);
  assert.equal(await stored(page), '[]');
});

test('what was chosen is there at the next visit, without the key, until it is forgotten', async ({ page, sandbox, healthy }) => {
  const { api_key, ...values } = { ...healthy, prompt: 'Remember this.' };
  await page.field('remember').check();
  await page.run({ ...values, api_key });
  assert.notEqual(await stored(page), '[]');
  assert.equal(await page.tab.locator('[data-remembered]').count(), 1);
  await page.open(sandbox.page);
  await page.tab.waitForFunction((url) => document.querySelector('[name=base_url]').value === url, values.base_url);
  assert.deepEqual(await page.typed(), { ...values, api_key: '' });
  assert.equal(await page.tab.locator('[data-remembered]').count(), 1);
  await page.action('forget').click();
  assert.equal(await stored(page), '[]');
  assert.equal(await page.tab.locator('[data-remembered]').count(), 0);
  assert.equal(await page.field('remember').isChecked(), false);
});
