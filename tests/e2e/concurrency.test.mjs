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
