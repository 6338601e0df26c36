// The main job on a phone.
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

const PHONE = { width: 375, height: 667 };

async function assertFits(app, when) {
  const [content, window_] = await app.tab.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content, `${when}: ${content} px of content in ${window_} px`).toBeLessThanOrEqual(window_);
}

const WIDE = [
  ['hostile-markup', false, []],
  ...[['healthy', false], ['not-found', false], ['huge-line', true], ['echo-key', false]].map((it) => [...it, ['@rest']]),
];

for (const [id, stream, tag] of WIDE) {
  test(`nothing is wider than a phone: ${id}`, { tag }, async ({ app, sandbox, healthy }) => {
    await app.tab.setViewportSize(PHONE);
    await assertFits(app, 'before');
    await app.run({ ...healthy, base_url: sandbox.base(id), stream });
    await assertFits(app, 'after');
    expect(Object.keys((await app.results()).points).sort()).toEqual(Object.keys(ALL_PASS).sort());
  });
}
