// Stop works at any moment, and the next run works after it.
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

const at_once = async () => {};
const mid_stream = (app) => expect(app.tab.locator('[data-reply]').first()).toHaveText(/\S/);
const asked = (app, sandbox) => expect.poll(async () => (await sandbox.requests()).length).toBeGreaterThan(0);

const MOMENTS = [
  ['at once', 'never-answers', false, at_once, []],
  ['before a reply begins', 'never-answers', false, asked, []],
  ['before a stream begins', 'never-answers', true, asked, ['@rest']],
  // Not one that continues: it might end by itself before the test stops it.
  ['in the middle of a stream', 'stall-stream', true, mid_stream, []],
  // It has an end, too: whether that is far enough away, the machine decides.
  ['in the middle of a flood', 'tiny-events', true, mid_stream, ['@bench']],
];

for (const [when, id, stream, moment, tag] of MOMENTS) {
  test(`a run can be stopped ${when}`, { tag }, async ({ app, sandbox, healthy }) => {
    await app.fill({ ...healthy, base_url: sandbox.base(id), stream, timeout_s: 600 });
    await app.send();
    await app.until('running');
    await moment(app, sandbox);
    await app.action('stop').click();
    await app.until('stopped');
    const { checks, diagnosis } = await app.results();
    expect(diagnosis).toBe('stopped');
    const failed = Object.keys(checks).filter((id) => checks[id] === 'fail');
    expect(failed, 'nothing that was stopped is the fault of the server').toEqual([]);
    await app.run({ ...healthy, stream: false });
    expect((await app.results()).points).toEqual(ALL_PASS);
  });
}
