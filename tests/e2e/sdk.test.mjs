// Nobody is blamed without proof: if the official SDK gets an answer with the same three values, no
// row of the sandbox lets the page fault the key, the address or the model. What the page really shows
// for each row, the tests of the behaviours compare.
import { expect, plain as test } from './support/fixtures.mjs';
import { answersOf } from './support/sdk.mjs';
import { REST } from './support/table.mjs';

/** Points at which the page must not find fault with the typed values. */
const FAULTED = ['authentication', 'routing', 'model'];

/** Builds the input of a program for `row`, with the seconds to wait: not long where waiting is useless. */
const given = (row, model) => ({
  id: row.id,
  base_url: row.base_url,
  key: row.key ?? 'gc-test-sandbox',
  model: row.model ?? model,
  prompt: 'Say hello.',
  seconds: row.timeout_s === null ? 120 : 4,
});

for (const [which, tag, isChosen] of [
  ['what a browser must prove', [], ({ browser, id }) => browser || id === 'wrong-key'],
  ['every row', [REST], () => true],
]) {
  test(`where the SDK is answered, nothing that was typed is at fault: ${which}`, { tag }, async ({ server }) => {
    const rows = server.rows.filter((row) => row.key !== '' && isChosen(row));
    const answered = await answersOf(rows.map((row) => given(row, server.model)));
    expect(answered.healthy).toEqual({ plain: true, streamed: true });
    expect(answered['wrong-key']).toEqual({ plain: false, streamed: false });
    for (const { id, expects } of rows) {
      for (const way of ['plain', 'streamed'].filter((way) => answered[id][way])) {
        const { points, diagnosis } = expects[way];
        expect.soft(diagnosis?.owner, `${id}, ${way}`).not.toBe('you');
        expect.soft(FAULTED.filter((point) => points[point] === 'fail'), `${id}, ${way}`).toEqual([]);
      }
    }
  });
}
