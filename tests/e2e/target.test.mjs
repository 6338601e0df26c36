// The target never changes under a key, and a frame never gets one.
import { createServer } from 'node:http';
import { expect, test } from './support/fixtures.mjs';

const noted = (app) => app.tab.locator('#boot-note').textContent();
const hash = (values) => `#${new URLSearchParams(values)}`;

/** Changes the page's fragment, as an opener can at any time. */
const lead = (app, values) => app.tab.evaluate((fragment) => { location.hash = fragment; }, hash(values));

test('a link to another origin removes the key from the form, and the page says so', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  const other = sandbox.base('healthy').replace('127.0.0.1', 'localhost');
  expect(new URL(other).origin).not.toBe(new URL(healthy.base_url).origin);
  await lead(app, { base_url: other });
  await expect(app.field('base_url')).toHaveValue(other);
  await expect(app.field('api_key')).toHaveValue('');
  expect(await noted(app)).toMatch(/names another server, so your key was removed/);
  app.targets.push(new URL(other).origin);
  await app.action('send').click();
  await expect(app.tab.locator('[data-problem=api_key]')).toHaveText(/The key was deleted/);
  expect(await sandbox.requests()).toEqual([]);
  await app.send({ consent: true });
  await app.until('done');
  expect((await app.results()).diagnosis).toBe('key-missing');
  const sent = await sandbox.requests();
  expect(sent.length).toBeGreaterThan(0);
  expect(JSON.stringify(sent)).not.toContain('Bearer');
});

test('a link to the same origin keeps the key', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  const same = sandbox.base('keyless');
  expect(new URL(same).origin).toBe(new URL(healthy.base_url).origin);
  await lead(app, { base_url: same });
  await expect(app.field('base_url')).toHaveValue(same);
  await expect(app.field('api_key')).toHaveValue(healthy.api_key);
});

test('the window that opened the page cannot turn the next Send to its own server', async ({ unopened: app, context, sandbox, healthy }) => {
  const opener = await context.newPage();
  await opener.goto('about:blank');
  const [tab] = await Promise.all([context.waitForEvent('page'), opener.evaluate((url) => { window.opened = window.open(url); }, sandbox.page)]);
  app.tab = tab;
  await app.isApp('ready');
  await app.fill(healthy);
  await opener.evaluate((url) => { window.opened.location = url; }, `${sandbox.page}${hash({ base_url: 'http://127.0.0.1:1/v1' })}`);
  await expect(app.field('base_url')).toHaveValue('http://127.0.0.1:1/v1');
  await expect(app.field('api_key')).toHaveValue('');
  await opener.close();
});

test('a gateway that is chosen from the list takes the key of another along with its address', async ({ unopened: app, sandbox, healthy }) => {
  const other = healthy.base_url.replace('127.0.0.1', 'localhost');
  const gateways = [{ name: 'Here', base_url: healthy.base_url }, { name: 'Same', base_url: sandbox.base('keyless') }, { name: 'There', base_url: other }];
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { gateways } }));
  await app.open(sandbox.page);
  await app.fill({ api_key: healthy.api_key });
  await app.field('gateway').selectOption('Same');
  await expect(app.field('base_url')).toHaveValue(sandbox.base('keyless'));
  await expect(app.field('api_key')).toHaveValue(healthy.api_key);
  await app.field('gateway').selectOption('There');
  await expect(app.field('base_url')).toHaveValue(other);
  await expect(app.field('api_key')).toHaveValue('');
  expect(await noted(app)).toMatch(/Enter that server's key/);
  await app.fill({ api_key: healthy.api_key });
  await expect(app.tab.locator('#boot-note'), 'what was asked for is there').toHaveText('');
});

test('the page does not work inside another page, where no header forbids it', async ({ unopened: app, sandbox }) => {
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(`<!doctype html><title>Around</title><iframe src="${sandbox.page}"></iframe>`));
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  app.targets.push(new URL(sandbox.page).origin);
  await app.tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const inside = app.tab.frameLocator('iframe');
  await inside.locator('html[data-app=framed]').waitFor({ state: 'attached' });
  expect(await inside.locator('input, button, textarea').count()).toBe(0);
  expect(await inside.locator('body').textContent()).toMatch(/does not work inside another page/);
  expect(await inside.locator('a').getAttribute('target')).toBe('_blank');
  server.closeAllConnections();
  server.close();
});
