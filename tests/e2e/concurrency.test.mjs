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

/** Runs in the page: how long so many rounds of bare requests take, one round after the other. */
async function bareRounds({ base_url, api_key, model, sizes }) {
  const one = () => fetch(`${base_url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello.' }] }),
  }).then((reply) => reply.text());
  const begun = performance.now();
  for (const size of sizes) await Promise.all(Array.from({ length: size }, one));
  return performance.now() - begun;
}

test('a full run takes at most 1.3 times its critical path', async ({ page, sandbox, healthy }) => {
  const values = { ...healthy, base_url: sandbox.base('steady') };
  await page.fill(values);
  await page.field('profile').selectOption('full');
  const clock = () => page.tab.evaluate(() => performance.now());
  const begun = await clock();
  await page.starts(() => page.action('validate').click());
  await page.until('done');
  const took = await clock() - begun;
  const { requests, points } = await page.results();
  assert.deepEqual(Object.values(points), ['pass', 'pass', 'pass', 'pass']);
  assert.equal((await sandbox.requests()).length, requests);
  // The prompt goes alone; then three at a time. Bare requests beside it show what this machine takes.
  const sizes = [1, ...Array.from({ length: Math.ceil((requests - 1) / 3) }, () => 3)];
  const shortest = await page.tab.evaluate(bareRounds, { ...values, sizes });
  console.log(`${requests} requests: ${(took / shortest).toFixed(2)} times the critical path`);
  assert.ok(took > 200 * sizes.length && took <= shortest * 1.3, `${took} ms against ${shortest} ms`);
});
