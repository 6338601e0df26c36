// Replies that are huge, broken, or try to be more than text: the page stays awake and keeps what
// was typed, and the next run works.
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

const REST = ['@rest'];
const REPLIES = [
  ['huge-reply', false, []], ['huge-line', true, REST], ['tiny-events', true, REST], ['fast-stream', true, REST],
  ['hostile-markup', false, []], ['hostile-markup', true, []], ['hostile-markup-refusal', false, []],
  ['not-json', false, REST], ['cut-json', false, REST], ['short-body', false, REST], ['broken-utf8', false, REST], ['empty-reply', false, REST],
  ['cut-stream', true, REST], ['drop-stream', true, REST], ['anthropic-stream', true, REST], ['html-console', false, REST],
];

for (const [id, stream, tag] of REPLIES) {
  const name = `${id}${stream ? ', streamed' : ''}`;
  const values = (sandbox, healthy) => ({
    ...healthy, base_url: sandbox.base(id), ...(id.endsWith('refusal') && { model: 'no-such-model' }),
  });

  test(`the page survives ${name}`, { tag }, async ({ app, sandbox, healthy }) => {
    const typed = values(sandbox, healthy);
    await app.run({ ...typed, stream });
    expect(await app.tab.evaluate(() => window.hostile)).toBeUndefined();
    expect(await app.typed()).toEqual(typed);
    await app.run({ ...healthy, stream: false });
    expect((await app.results()).points).toEqual(ALL_PASS);
  });
}
