// A request without a readable reply: the page finds out why, step by step, and says what it did.
import { expect, test } from './support/fixtures.mjs';

const NOWHERE = 'https://gateway.example';

const rungs = (app) => app.tab.locator('.connectivity li').evaluateAll((all) => all.map((at) => at.dataset.verdict));

test('each step is shown, and each request counted', async ({ app, sandbox, healthy }) => {
  expect(await rungs(app)).toEqual([]);
  await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
  const { requests, diagnosis } = await app.results();
  // The prompt, three questions about reading, and one each to the base URL and its four corrections.
  expect([diagnosis, requests]).toEqual(['cors-missing', 9]);
  expect((await rungs(app)).slice(-3)).toEqual(['fail', 'pass', 'fail']);
});

test('the questions hold no key but the last, and no further header', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('cors-errors-hidden'), model: 'no-such-model' });
  const names = (await sandbox.requests()).map(({ method, path, headers }) => [
    method, path.split('/v1')[1], headers.some(([name]) => name === 'authorization'),
  ]);
  expect(names).toEqual([
    ['POST', '/chat/completions', true], ['GET', '/models', false], ['GET', '/models', false], ['GET', '/models', true],
  ]);
});

test('a missing network is named', async ({ app, healthy, context }) => {
  app.targets.push(NOWHERE);
  await context.setOffline(true);
  await app.run({ ...healthy, base_url: `${NOWHERE}/v1` });
  expect((await app.results()).diagnosis).toBe('offline');
  await context.setOffline(false);
});

test('a name that does not resolve is not reported as CORS', { tag: '@rest' }, async ({ app, healthy }) => {
  app.targets.push('https://no-such-host.invalid');
  await app.run({ ...healthy, base_url: 'https://no-such-host.invalid/v1' });
  expect((await app.results()).diagnosis).toBe('unreachable');
});

test("the page's own policy is named where it forbids the target", async ({ unopened: app, healthy, locked }) => {
  app.isLocked = true;
  await app.open(locked.page);
  await app.run(healthy);
  expect((await app.results()).diagnosis).toBe('page-policy-blocks');
  expect(await rungs(app)).toContain('fail');
});

test("the page's own policy is named at the first run, for a host of the internet too", async ({ unopened: app, healthy, locked }) => {
  app.isLocked = true;
  await app.open(locked.page);
  app.targets.push(NOWHERE);
  await app.run({ ...healthy, base_url: `${NOWHERE}/v1` });
  expect((await app.results()).diagnosis).toBe('page-policy-blocks');
});

test('a base URL without its version is fixed with one click', async ({ app, sandbox, healthy }) => {
  const short = healthy.base_url.replace(/\/v1$/, '');
  await app.run({ ...healthy, base_url: short });
  expect((await app.results()).diagnosis).toBe('url-version-missing');
  expect((await sandbox.requests()).length).toBe(3);
  expect((await app.typed()).base_url).toBe(short);
  await app.action('use-base-url').click();
  expect((await app.typed()).base_url).toBe(healthy.base_url);
  await app.send();
  await app.until('done');
  expect((await app.results()).diagnosis).toBeNull();
});
