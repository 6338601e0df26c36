// Replies that are huge, broken, or try to be more than text: the page stays awake and keeps what
// was typed, and the next run works.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

const LONGEST_FRAME_MS = 200;

/** Runs in the page: remembers the longest frame from now on. */
function timeFrames() {
  window.longestFrame = 0;
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries()) window.longestFrame = Math.max(window.longestFrame, frame.duration);
  }).observe({ type: 'long-animation-frame' });
}

const REPLIES = [
  ['huge-reply', false], ['huge-line', true], ['tiny-events', true], ['fast-stream', true],
  ['hostile-markup', false], ['hostile-markup', true], ['hostile-markup-refusal', false],
  ['not-json', false], ['cut-json', false], ['short-body', false], ['broken-utf8', false], ['empty-reply', false],
  ['cut-stream', true], ['drop-stream', true], ['anthropic-stream', true], ['html-console', false],
];

for (const [id, stream] of REPLIES) {
  test(`the page survives ${id}${stream ? ', streamed' : ''}`, async ({ page, sandbox, healthy }) => {
    const values = { ...healthy, base_url: sandbox.base(id), ...(id.endsWith('refusal') && { model: 'no-such-model' }) };
    await page.tab.evaluate(timeFrames);
    await page.run({ ...values, stream });
    const [longest, ran] = await page.tab.evaluate(() => [window.longestFrame, window.hostile]);
    assert.ok(longest <= LONGEST_FRAME_MS, `the longest frame took ${longest} ms`);
    assert.equal(ran, undefined);
    assert.deepEqual(await page.typed(), values);
    await page.run({ ...healthy, stream });
    assert.deepEqual((await page.results()).points, ALL_PASS);
  });
}
