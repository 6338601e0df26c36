// Every key that the tab has held is covered and, when its time has come, deleted.
import { expect, test } from './support/fixtures.mjs';
import { leak } from './support/canary.mjs';

const noted = (app) => app.tab.locator('#boot-note');
const shown = (app) => app.tab.evaluate(() => document.body.innerText);

test('a key on the screen is covered as soon as it is typed', async ({ app, healthy }) => {
  await app.run({ ...healthy, api_key: 'gc-test-first', prompt: 'Say hello.' });
  expect(await app.reply()).toMatch(/Hello from the sandbox/);
  await app.fill({ api_key: 'Hello from the sandbox' });
  app.keys.splice(0);
  await expect(app.tab.locator('[data-reply]').first()).toHaveText(/^\[key\]/);
  app.keys.push(healthy.api_key);
});

test('a key that is typed while an answer streams in is covered in all of it', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('healthy-slow-stream'), stream: true });
  await app.send();
  await app.fill({ api_key: 'Hello from the sandbox' });
  app.keys.splice(0);
  await app.until('done');
  await expect(app.tab.locator('[data-reply]').first()).toHaveText(/^\[key\]/);
  app.keys.push(healthy.api_key);
});

test('after the field was emptied the key is covered in copied text, and not sent again', async ({ app, sandbox, healthy }) => {
  const prompt = `Say: ${healthy.api_key}`;
  await app.run({ ...healthy, base_url: sandbox.base('echo-key-in-answer') });
  await app.fill({ api_key: '', prompt });
  await app.field('prompt').fill(prompt);
  expect(leak(await app.copied('copy-link'), healthy.api_key)).toBeUndefined();
  expect(leak(await app.copied('copy-markdown'), healthy.api_key)).toBeUndefined();
  await app.field('prompt').fill('Say hello.');
  const before = (await sandbox.requests()).length;
  expect(before).toBeGreaterThan(0);
  const check = await app.openCheck('auth-accepted');
  await check.locator('[data-action=ask-again]').click();
  await expect(noted(app)).toHaveText(/does not send it again/);
  await expect(app.field('api_key')).toBeFocused();
  expect((await sandbox.requests()).length).toBe(before);
  await app.fill({ api_key: healthy.api_key });
  await app.starts(() => check.locator('[data-action=ask-again]').click());
  await app.until('done');
  expect((await sandbox.requests()).length).toBeGreaterThan(before);
});

test('a key that was sent stays covered while its field is edited on', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('echo-key-in-answer') });
  await app.fill({ api_key: `${healthy.api_key}-2` });
  expect(leak(await app.copied('copy-markdown'), healthy.api_key)).toBeUndefined();
  await expect(app.tab.locator('[data-reply]').first()).not.toContainText(healthy.api_key);
});

test('a run without a key is rerun without one, whatever was typed since', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('keyless'), api_key: '' });
  const before = (await sandbox.requests()).length;
  await app.fill({ api_key: healthy.api_key });
  const check = await app.openCheck('completion-content');
  await app.starts(() => check.locator('[data-action=ask-again]').click());
  await app.until('done');
  const since = (await sandbox.requests()).slice(before);
  expect(since.length).toBeGreaterThan(0);
  for (const request of since) expect(JSON.stringify(request)).not.toMatch(/authorization/i);
});

test('a deleted key stays in no field', async ({ app, healthy }) => {
  await app.run(healthy);
  await app.fill({ prompt: `My key is ${healthy.api_key}, is it good?` });
  await app.action('clear').click();
  await expect(app.field('api_key')).toHaveValue('');
  await expect(app.field('prompt')).toHaveValue('My key is [key], is it good?');
  await app.run({ ...healthy, api_key: 'gc-test-another' });
  expect(leak(await app.copied('copy-link'), healthy.api_key)).toBeUndefined();
});

test('a run that holds the key ends when its time has come, and the page says both', async ({ unopened: app, sandbox, healthy }) => {
  await app.tab.clock.install();
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { defaults: { key_minutes: 1 } } }));
  await app.open(sandbox.page);
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  await expect.poll(async () => (await sandbox.requests()).length).toBe(1);
  await app.tab.clock.fastForward('02:00');
  await app.until('stopped');
  await expect(app.field('api_key')).toHaveValue('');
  await expect(noted(app)).toHaveText(/deleted after .*, and the run was stopped/);
});

test('a machine that slept deletes the key at the first press, before any timer', async ({ app, healthy }) => {
  await app.fill(healthy);
  // Timers, and on some systems the page's clock, stop while it sleeps; the date does not.
  await app.tab.evaluate(() => { const { now } = Date; Date.now = () => now() + 20 * 60_000; });
  await app.tab.keyboard.press('Shift');
  expect((await app.typed()).api_key).toBe('');
  await expect(noted(app)).toHaveText(/deleted after/);
});

test('a page to which “Back” returns after the time deletes the key before anything is pressed', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.tab.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 20 * 60_000;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  expect((await app.typed()).api_key).toBe('');
  await expect(noted(app)).toHaveText(/deleted after/);
});

test('the keyboard goes to the results when “Rerun” goes with the key', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing') });
  const check = await app.openCheck('usage-reported');
  await check.locator('[data-action=ask-again]').focus();
  // As a timer finds it, without a press.
  await app.tab.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 20 * 60_000;
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(check.locator('[data-action=ask-again]')).toHaveCount(0);
  await expect(app.tab.locator('#results')).toBeFocused();
});

test('the press that finds the key deleted sends nothing without it', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  await app.tab.evaluate(() => { const { now } = Date; Date.now = () => now() + 20 * 60_000; });
  await app.action('send').click();
  await expect(app.tab.locator('[data-problem=api_key]')).toHaveText(/The key was deleted.*Send anyway/);
  await expect(app.field('api_key')).toBeFocused();
  expect((await app.typed()).api_key).toBe('');
  expect(await app.state()).toBe('idle');
  expect(await sandbox.requests()).toEqual([]);
});

test('a click without a press, as of assistive technology, finds the key deleted too', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  await app.action('send').evaluate((button) => {
    const { now } = Date;
    Date.now = () => now() + 20 * 60_000;
    button.click();
  });
  await expect(app.tab.locator('[data-problem=api_key]')).toHaveText(/The key was deleted.*Send anyway/);
  expect((await app.typed()).api_key).toBe('');
  expect(await app.state()).toBe('idle');
  expect(await sandbox.requests()).toEqual([]);
});

test('a key in the query of the page is removed from the address, and no copied link has it', async ({ unopened: app, sandbox, healthy }) => {
  await app.open(`${sandbox.page}?api_key=gc-test-planted-0123456789`);
  expect(app.tab.url()).not.toMatch(/planted/);
  await expect(noted(app)).toHaveText(/replace that key/);
  await app.run(healthy);
  expect(await app.copied('copy-link')).not.toMatch(/planted|\?/);
  expect(await shown(app)).not.toMatch(/planted/);
});
