// The main job without a mouse.
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

/** Presses Tab until `wanted` has the focus; a page needs fewer presses than this. */
async function tabTo(app, wanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    await app.tab.keyboard.press('Tab');
    if (await app.tab.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
  }
  throw new Error(`Tab never reached ${wanted}.`);
}

test('the main job needs no mouse', async ({ app, healthy }) => {
  app.keys.push(healthy.api_key);
  for (const name of ['base_url', 'api_key', 'model', 'prompt']) {
    await tabTo(app, `[name=${name}]`);
    await app.tab.keyboard.press('Control+A');
    await app.tab.keyboard.type(healthy[name]);
  }
  await tabTo(app, '[data-action=send]');
  expect((await app.results()).points).not.toEqual(ALL_PASS);
  await app.starts(() => app.tab.keyboard.press('Enter'));
  await app.until('done');
  expect((await app.results()).points).toEqual(ALL_PASS);
});

test('a run can be stopped from the keyboard', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  await app.action('stop').focus();
  await app.tab.keyboard.press('Enter');
  await app.until('stopped');
});
