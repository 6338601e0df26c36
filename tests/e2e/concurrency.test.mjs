// How many requests of a run are under way at once.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';

for (const chosen of [1, 6]) {
  test(`no more than ${chosen} at once, and the run is the same`, async ({ page, healthy }) => {
    let [now, most] = [0, 0];
    const isCall = (request) => request.method() !== 'OPTIONS' && request.url().startsWith(healthy.base_url);
    page.tab.on('request', (request) => { if (isCall(request)) most = Math.max(most, now += 1); });
    page.tab.on('requestfinished', (request) => { if (isCall(request)) now -= 1; });
    await page.field('concurrency').selectOption(String(chosen));
    assert.equal(most, 0);
    await page.validate({ ...healthy, profile: 'standard' });
    assert.deepEqual(Object.values((await page.results()).points), ['pass', 'pass', 'pass', 'pass']);
    // A reply is finished for the browser a moment after the page has read it.
    assert.ok(most > chosen / 2 && most <= chosen + 1, `${most} at once`);
  });
}

test('a full run takes at most 1.3 times its critical path', async ({ page, sandbox, healthy }) => {
  const REPLY_MS = 200;
  await page.fill({ ...healthy, base_url: sandbox.base('steady') });
  await page.field('profile').selectOption('full');
  const clock = () => page.tab.evaluate(() => performance.now());
  const begun = await clock();
  await page.starts(() => page.action('validate').click());
  await page.until('done');
  const took = await clock() - begun;
  const { requests, points } = await page.results();
  assert.deepEqual(Object.values(points), ['pass', 'pass', 'pass', 'pass']);
  assert.equal((await sandbox.requests()).length, requests);
  // The prompt goes alone; then three at a time.
  const shortest = (1 + Math.ceil((requests - 1) / 3)) * REPLY_MS;
  console.log(`${requests} requests: ${Math.round(took)} ms, ${(took / shortest).toFixed(2)} times the critical path`);
  assert.ok(took >= shortest * 0.9 && took <= shortest * 1.3, `${took} ms against ${shortest} ms`);
});
