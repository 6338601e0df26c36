// A request without a readable reply: the page finds out why, step by step, and says what it did.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { startSandbox } from './support/sandbox.mjs';
import { test } from './support/harness.mjs';

const NOWHERE = 'https://gateway.example';
const locked = await startSandbox(['--csp', "connect-src 'self'"]);
after(() => locked.stop());

const rungs = (page) => page.tab.locator('.rungs li').evaluateAll((all) => all.map((at) => at.dataset.verdict));

test('each step is shown, and each request counted', async ({ page, sandbox, healthy }) => {
  assert.deepEqual(await rungs(page), []);
  await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
  const { requests, diagnosis } = await page.results();
  assert.deepEqual([diagnosis, requests], ['cors-missing', 4]);
  assert.deepEqual((await rungs(page)).slice(-3), ['pass', 'fail', 'fail']);
});

test('the questions hold no key but the last, and no further header', async ({ page, sandbox, healthy }) => {
  await page.run({ ...healthy, base_url: sandbox.base('cors-errors-hidden'), model: 'no-such-model' });
  const names = (await sandbox.requests()).map(({ method, path, headers }) => [
    method, path.split('/v1')[1], headers.some(([name]) => name === 'authorization'),
  ]);
  assert.deepEqual(names, [
    ['POST', '/chat/completions', true], ['GET', '/chat/completions', false], ['GET', '/models', false], ['GET', '/models', true],
  ]);
});

test('no network is named as what it is', async ({ page, healthy, context }) => {
  await context.setOffline(true);
  await page.run({ ...healthy, base_url: `${NOWHERE}/v1` });
  assert.equal((await page.results()).diagnosis, 'offline');
  await context.setOffline(false);
}, { targets: [NOWHERE] });

test('a name that leads nowhere is no matter of CORS', async ({ page, healthy }) => {
  await page.run({ ...healthy, base_url: 'https://no-such-host.invalid/v1' });
  assert.equal((await page.results()).diagnosis, 'unreachable');
}, { targets: ['https://no-such-host.invalid'] });

test("the page's own policy is named where it forbids the target", async ({ page, healthy }) => {
  await page.open(locked.page);
  await page.run(healthy);
  assert.equal((await page.results()).diagnosis, 'page-policy-blocks');
  assert.ok((await rungs(page)).includes('fail'));
}, { opened: false, isLocked: true });

test('a base URL without its version is mended with one click', async ({ page, sandbox, healthy }) => {
  const short = healthy.base_url.replace(/\/v1$/, '');
  await page.run({ ...healthy, base_url: short });
  assert.equal((await page.results()).diagnosis, 'url-version-missing');
  assert.equal((await sandbox.requests()).length, 2);
  assert.equal((await page.typed()).base_url, short);
  await page.action('use-base-url').click();
  assert.equal((await page.typed()).base_url, healthy.base_url);
  await page.send();
  await page.until('done');
  assert.equal((await page.results()).diagnosis, null);
});
