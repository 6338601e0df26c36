// Stop works at any moment, and the next run works after it.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

const at_once = async () => {};
const mid_stream = (page) => page.tab.waitForFunction(() => document.querySelector('[data-reply]')?.textContent.trim());
const asked = (page, sandbox) => until(async () => (await sandbox.requests()).length > 0);

/** Asks again until `holds`; the test's own time limit ends a wait in vain. */
async function until(holds) {
  while (!await holds());
}

const MOMENTS = [
  ['at once', 'never-answers', false, at_once],
  ['before a reply begins', 'never-answers', false, asked],
  ['before a stream begins', 'never-answers', true, asked],
  ['in the middle of a stream', 'healthy-slow-stream', true, mid_stream],
  ['while a stream is silent', 'stall-stream', true, mid_stream],
  ['in the middle of a flood', 'tiny-events', true, mid_stream],
];

for (const [when, id, stream, moment] of MOMENTS) {
  test(`a run can be stopped ${when}`, async ({ page, sandbox, healthy }) => {
    await page.fill({ ...healthy, base_url: sandbox.base(id), stream, timeout_s: 60 });
    await page.send();
    await page.until('running');
    await moment(page, sandbox);
    await page.action('stop').click();
    await page.until('stopped');
    const { checks, diagnosis } = await page.results();
    assert.equal(diagnosis, 'stopped');
    const failed = Object.keys(checks).filter((id) => checks[id] === 'fail');
    assert.deepEqual(failed, [], 'nothing that was stopped is the fault of the server');
    await page.run({ ...healthy, stream });
    assert.deepEqual((await page.results()).points, ALL_PASS);
  });
}
