// The main job without a mouse.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

/** Presses Tab until `wanted` has the focus; a page needs fewer presses than this. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.tab.keyboard.press('Tab');
    if (await page.tab.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
  }
  assert.fail(`Tab never reached ${wanted}.`);
}

test('the main job needs no mouse', async ({ page, healthy }) => {
  page.keys.push(healthy.api_key);
  for (const name of ['base_url', 'api_key', 'model', 'prompt']) {
    await tabTo(page, `[name=${name}]`);
    await page.tab.keyboard.press('Control+A');
    await page.tab.keyboard.type(healthy[name]);
  }
  await tabTo(page, '[data-action=send]');
  assert.notDeepEqual((await page.results()).points, ALL_PASS);
  await page.starts(() => page.tab.keyboard.press('Enter'));
  await page.until('done');
  assert.deepEqual((await page.results()).points, ALL_PASS);
});

test('a run can be stopped from the keyboard', async ({ page, sandbox, healthy }) => {
  await page.fill({ ...healthy, base_url: sandbox.base('never-answers') });
  await page.send();
  await page.until('running');
  await page.action('stop').focus();
  await page.tab.keyboard.press('Enter');
  await page.until('stopped');
});
