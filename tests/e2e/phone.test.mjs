// The main job on a phone.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

const phone = { viewport: { width: 375, height: 667 } };

async function assertFits(page, when) {
  const [content, window_] = await page.tab.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(content <= window_, `${when}: ${content} px of content in ${window_} px`);
}

const WIDE = [['healthy', false], ['not-found', false], ['hostile-markup', false], ['huge-line', true], ['echo-key', false]];

for (const [id, stream] of WIDE) {
  test(`nothing is wider than a phone: ${id}`, async ({ page, sandbox, healthy }) => {
    await assertFits(page, 'before');
    await page.run({ ...healthy, base_url: sandbox.base(id), stream });
    await assertFits(page, 'after');
    assert.deepEqual(Object.keys((await page.results()).points).sort(), Object.keys(ALL_PASS).sort());
  }, phone);
}
