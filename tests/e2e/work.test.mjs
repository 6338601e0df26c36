// What a stream costs the document goes by the pictures that are drawn of it, not by its tokens: counted, not timed.
import { expect, test } from './support/fixtures.mjs';

/** Runs in the page: counts what changes in the reply, and the frames meanwhile. */
function count() {
  const reply = document.querySelector('[data-reply]');
  window.counted = { changes: 0, frames: 0 };
  const observer = new MutationObserver((records) => { window.counted.changes += records.length; });
  observer.observe(reply, { subtree: true, childList: true, characterData: true });
  const frame = () => {
    window.counted.frames += 1;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Changes beside the text that is drawn in frames: its end, and what is there before and after it. */
const BESIDE = 10;
/** Layouts that the rest of the page takes: the run begins and ends once, however long it is. */
const LAYOUTS_BESIDE = 50;
const BLOCK_BYTES = 4_096;

for (const prompt of ['Write 3000 words, 1000 a second.', 'Write 40000 words.']) {
  test(`the document changes once a frame at most: ${prompt}`, async ({ app, sandbox, healthy }) => {
    await app.fill({ ...healthy, base_url: sandbox.base('load'), prompt, stream: true, timeout_s: 600 });
    const devtools = await app.tab.context().newCDPSession(app.tab);
    await devtools.send('Performance.enable');
    const layouts = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'LayoutCount').value;
    await app.tab.evaluate(count);
    const before = await layouts();
    await app.send();
    await app.until('done');
    const { changes, frames } = await app.tab.evaluate(() => window.counted);
    const bytes = (await app.reply()).length;
    expect(bytes).toBe(5 * Number(prompt.match(/\d+/)[0]));
    // A block that is new is a change beside the text that it ends.
    expect(changes).toBeLessThanOrEqual(frames + 2 * Math.ceil(bytes / BLOCK_BYTES) + BESIDE);
    expect(await layouts() - before).toBeLessThanOrEqual(2 * frames + LAYOUTS_BESIDE);
  });
}
