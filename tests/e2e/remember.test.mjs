// What the page remembers: nothing, unless somebody chose that; and never the key.
import { expect, test } from './support/fixtures.mjs';

const stored = (app) => app.tab.evaluate(() => JSON.stringify(Object.entries(localStorage)));

test('nothing is stored unless it was chosen', async ({ app, healthy }) => {
  await app.run(healthy);
  expect(await stored(app)).toBe('[]');
});

test('a rerun is remembered as its run, which is listed once', async ({ app, sandbox, healthy }) => {
  await app.field('remember').check();
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing') });
  await app.openCheck('usage-reported');
  await app.starts(() => app.tab.locator('[data-check=usage-reported] [data-action=ask-again]').click());
  await app.until('done');
  await expect(app.tab.locator('[data-remembered]')).toHaveCount(1);
  expect(JSON.parse(JSON.parse(await stored(app))[0][1]).runs).toHaveLength(1);
});

test('what another tab deletes is not saved again by this one', async ({ app, sandbox, healthy }) => {
  const other = await app.tab.context().newPage();
  await other.goto(sandbox.page);
  await other.waitForSelector('html[data-app=ready]', { state: 'attached' });
  await other.locator('[name=remember]').check();
  await expect(app.field('remember')).toBeChecked();
  await app.run(healthy);
  await expect(other.locator('[data-remembered]')).toHaveCount(1);
  await other.locator('[data-action=forget]').click();
  await expect(app.field('remember')).not.toBeChecked();
  await app.run(healthy);
  expect(await stored(app)).toBe('[]');
});

test('what was deleted while the page was left is not saved again after “Back”', async ({ app, healthy }) => {
  await app.field('remember').check();
  await app.run(healthy);
  await expect(app.tab.locator('[data-remembered]')).toHaveCount(1);
  // As another tab does it, of which a page that was left hears nothing.
  await app.tab.evaluate(() => {
    localStorage.clear();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(app.field('remember')).not.toBeChecked();
  await app.run(healthy);
  expect(await stored(app)).toBe('[]');
});

test('the choice is taken back in a browser that saves nothing', async ({ unopened: app, sandbox, healthy }) => {
  app.keys.push(healthy.api_key);
  await app.tab.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; });
  await app.open(sandbox.page);
  await app.field('remember').click();
  await expect(app.tab.locator('#boot-note')).toContainText('does not let the page save anything');
  await expect(app.field('remember')).not.toBeChecked();
});

test('what was chosen is there at the next visit, without the key, until it is deleted', async ({ app, sandbox, healthy }) => {
  const { api_key, ...values } = { ...healthy, prompt: 'Remember this.' };
  await app.field('remember').check();
  await app.run({ ...values, api_key });
  expect(await stored(app)).not.toBe('[]');
  expect(await app.tab.locator('[data-remembered]').count()).toBe(1);
  await app.open(sandbox.page);
  await expect(app.field('base_url')).toHaveValue(values.base_url);
  expect(await app.typed()).toEqual({ ...values, api_key: '' });
  expect(await app.tab.locator('[data-remembered]').count()).toBe(1);
  await app.action('forget').click();
  expect(await stored(app)).toBe('[]');
  expect(await app.tab.locator('[data-remembered]').count()).toBe(0);
  expect(await app.field('remember').isChecked()).toBe(false);
});
