// Every behaviour of the sandbox, plain and streamed, comes out as its row says it must.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { startSandbox } from './support/sandbox.mjs';
import { ALL_PASS, test } from './support/harness.mjs';

// Judged from further requests than the prompt; `Send prompt` cannot know them.
const NEEDS_MORE_THAN_THE_PROMPT = new Set([
  'auth-enforced', 'auth-required', 'browser-access', 'error-shape', 'error-status', 'model-authorised', 'model-listed',
  'model-refused-unknown', 'models-shape', 'stream-parity',
]);

// The table is the sandbox's own: the tests are made from it.
const table = await startSandbox();
await table.stop();

const isOfStreams = (id) => id.startsWith('stream-') || id === 'error-in-stream';

/** What a person types for `row`, with a key nobody has used. */
function values(row, healthy, stream) {
  return {
    ...healthy,
    stream,
    // Some base URLs and keys are not sent without consent.
    consent: true,
    ...(row.key !== null && { api_key: row.key }),
    ...(row.model !== null && { model: row.model }),
    ...(row.timeout_s !== null && { timeout_s: row.timeout_s }),
  };
}

for (const row of table.rows) {
  for (const [way, stream] of [['plain', false], ['streamed', true]]) {
    test(`${row.id}, ${way}: ${row.title}`, async ({ page, sandbox, healthy }) => {
      assert.deepEqual((await page.results()).diagnosis, null);
      await page.run({ ...values(row, healthy, stream), base_url: sandbox.base(row.id) });
      const { points, diagnosis: kind, owner, confidence, checks } = await page.results();
      const diagnosis = kind && { kind, owner, confidence };
      assert.deepEqual({ points, diagnosis }, row.expects[way]);
      // Where all is well, no check differs.
      if (isDeepStrictEqual(points, ALL_PASS)) return;
      for (const { id, verdict } of row.expects.checks) {
        if (NEEDS_MORE_THAN_THE_PROMPT.has(id) || isOfStreams(id) !== stream) continue;
        assert.equal(checks[id], verdict, id);
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
  test(`${id}: what the gateway knows of other keys is not shown either`, async ({ page, sandbox, healthy }) => {
    page.keys.push(secret);
    await page.run({ ...healthy, base_url: sandbox.base(id) });
    assert.equal((await page.results()).points.authentication, 'fail');
  });
}
