// The prompt several times, one by one and all at once.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';

async function repeated(page, values, action, times) {
  await page.fill(values);
  await page.fill({ repeat: String(times) });
  assert.equal(await page.tab.locator('[data-repeated]').count(), 0);
  await page.starts(() => page.action(action).click());
  await page.until('done');
  return page.tab.locator('[data-repeated]').textContent();
}

test('one by one: every reply counts, and the times are shown', async ({ page, sandbox, healthy }) => {
  assert.match(await repeated(page, healthy, 'repeat', 4), /^4 of 4 answered/);
  assert.equal((await sandbox.requests()).length, 4);
  assert.equal((await page.results()).requests, 4);
  assert.match(await page.tab.locator('.repeated img').first().getAttribute('alt'), /^4 values between/);
});

test('all at once: the prompt first, then the burst', async ({ page, sandbox, healthy }) => {
  assert.match(await repeated(page, healthy, 'burst', 6), /^6 of 6 answered/);
  assert.equal((await sandbox.requests()).length, 7);
});

test('a burst that is refused is not sent again', async ({ page, sandbox, healthy }) => {
  const said = await repeated(page, { ...healthy, base_url: sandbox.base('one-at-a-time') }, 'burst', 6);
  const [answered, slowed] = said.match(/\d+(?= of 6)|\d+(?= refused as)/g).map(Number);
  assert.equal(answered + slowed, 6);
  assert.ok(slowed > 0, said);
  assert.equal((await sandbox.requests()).length, 7);
});

test('nothing is repeated where the prompt is refused for its key', async ({ page, sandbox, healthy }) => {
  await page.fill({ ...healthy, base_url: sandbox.base('wrong-key'), repeat: 5 });
  await page.starts(() => page.action('burst').click());
  await page.until('done');
  assert.equal((await page.results()).points.authentication, 'fail');
  assert.equal((await sandbox.requests()).length, 1);
});
