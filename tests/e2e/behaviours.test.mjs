// Every behaviour of the sandbox, plain and streamed, comes out as its row says it must.
import { isDeepStrictEqual } from 'node:util';
import { ALL_PASS, LONG_ANSWER, expect, plain, test } from './support/fixtures.mjs';
import { REST, provenWays, rows, typed } from './support/table.mjs';

// Judged from further requests than the prompt; `Send prompt` cannot know them.
const NEEDS_MORE_THAN_THE_PROMPT = new Set([
  'auth-enforced', 'auth-required', 'browser-access', 'error-shape', 'error-status', 'model-authorised', 'model-listed',
  'model-refused-unknown', 'models-shape', 'stream-parity',
]);

const WAYS = [['plain', false], ['streamed', true]];

const isOfStreams = (id) => id.startsWith('stream-') || id === 'error-in-stream';

plain('the table says which rows a browser must prove', () => {
  expect(rows.filter(({ browser }) => browser).length).toBeGreaterThanOrEqual(25);
});

for (const row of rows) {
  for (const [way, stream] of WAYS) {
    const tag = provenWays(row).includes(way) ? [] : [REST];
    test(`${row.id}, ${way}: ${row.title}`, { tag }, async ({ app, sandbox, healthy }) => {
      expect((await app.results()).diagnosis).toBeNull();
      const isFine = isDeepStrictEqual(row.expects[way].points, ALL_PASS);
      const prompt = stream && isFine ? LONG_ANSWER : healthy.prompt;
      await app.run({ ...typed(row, healthy), prompt, stream, base_url: sandbox.base(row.id) });
      const { points, diagnosis: kind, confidence, checks } = await app.results();
      const diagnosis = kind && { kind, confidence };
      // Whose it is depends on what was seen too, which the native tests know.
      expect(row.expects[way]).toMatchObject({ points, diagnosis });
      // Where all is well, no check differs.
      if (isFine) return;
      for (const { id, verdict } of row.expects.checks) {
        if (NEEDS_MORE_THAN_THE_PROMPT.has(id) || isOfStreams(id) !== stream) continue;
        expect(checks[id], id).toBe(verdict);
      }
    });
  }
}

// What these gateways say aloud, beside the key that was typed.
const SAID_ALOUD = [
  ['echo-key', 'gc-test-expected-4f7Qm29xLpZ8'],
  ['litellm-key', '0f3c5a7e9b1d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6'],
];

for (const [id, secret] of SAID_ALOUD) {
  test(`${id}: what the gateway knows of other keys is not shown either`, async ({ app, sandbox, healthy }) => {
    app.keys.push(secret);
    await app.run({ ...healthy, base_url: sandbox.base(id) });
    expect((await app.results()).points.authentication).toBe('fail');
  });
}
