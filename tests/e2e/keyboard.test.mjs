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

test('the keyboard goes to the results when what was pressed disappears', async ({ app, healthy }) => {
  const isThere = (after) => expect(app.tab.locator('#results'), after).toBeFocused();
  await app.fill(healthy);
  await app.action('see-example').press('Enter');
  await isThere('after the example was opened');
  await app.action('close-report').press('Enter');
  await isThere('after it was closed');
  await app.run(healthy);
  await app.starts(() => app.tab.locator('[data-action=run-profile][value=standard]').press('Enter'));
  await app.until('done');
  await isThere('after more checks were run');
  await app.tab.setViewportSize({ width: 375, height: 667 });
  await app.fill(healthy);
  await app.starts(() => app.action('send').press('Enter'));
  await app.until('done');
  await isThere('after the form was folded');
});

test('the end of a run leaves alone who went elsewhere meanwhile', async ({ app, sandbox, healthy }) => {
  const focused = () => app.tab.evaluate(() => document.activeElement.name || document.activeElement.localName);
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  const ways = { body: () => app.tab.locator('.masthead h1').click(), prompt: () => app.field('prompt').focus() };
  for (const [elsewhere, go] of Object.entries(ways)) {
    await app.starts(() => app.action('send').press('Enter'));
    await app.until('running');
    expect(await focused()).toBe('button');
    await go();
    expect(await focused()).toBe(elsewhere);
    await app.tab.keyboard.press('Escape');
    await app.until('stopped');
    expect(await focused()).toBe(elsewhere);
  }
});

test('a copy works in a dialog without the newer clipboard, is announced there, and keeps the keyboard', async ({ unopened: app, sandbox, healthy }) => {
  await app.tab.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    document.addEventListener('copy', () => { window.copied = document.activeElement.value; });
  });
  await app.open(sandbox.page);
  await app.run(healthy);
  await app.action('copy-ticket').click();
  await expect(app.tab.locator('#boot-note')).toHaveText('Copied.');
  await app.action('show-evidence').click();
  const copy = app.tab.locator('#evidence [data-action=copy-curl]').first();
  await expect(copy).toBeVisible();
  const note = app.tab.locator('#evidence').getByRole('status');
  expect(await note.textContent(), 'what was announced before').toBe('');
  await copy.press('Enter');
  await expect.poll(() => app.tab.evaluate(() => window.copied)).toContain('curl');
  await expect(copy).toBeFocused();
  await expect(note).toHaveText('Copied.');
});

test('a run is started and stopped from the keyboard, and not by what an input method composes', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  // Of an input method that ends what it composes; all keys are handled in one place, and this one shows at once.
  await app.field('prompt').dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true });
  expect(await app.state()).toBe('idle');
  await app.starts(() => app.field('prompt').dispatchEvent('keydown', { key: 'Enter', ctrlKey: true }));
  await app.until('running');
  await app.action('stop').focus();
  await app.tab.keyboard.press('Enter');
  await app.until('stopped');
});
