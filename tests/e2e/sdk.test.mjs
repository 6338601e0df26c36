// Nobody is blamed without proof: where the official SDK gets an answer with the same three values, no
// row of the sandbox lets the page fault the key, the address or the model. What the page really shows
// for each row, the tests of the behaviours compare.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSandbox } from './support/sandbox.mjs';
import { answersOf } from './support/sdk.mjs';

const sandbox = await startSandbox();
const typed = sandbox.rows.filter((row) => row.key !== '').map((row) => ({
  id: row.id,
  base_url: row.base_url,
  key: row.key ?? 'gc-test-sandbox',
  model: row.model ?? sandbox.model,
  prompt: 'Say hello.',
}));
const answered = await answersOf(typed);
await sandbox.stop();

/** What the page must not do to whoever typed these values. */
const FAULTED = ['authentication', 'routing', 'model'];

test('the SDK is answered by what is healthy, and not by what refuses', () => {
  assert.deepEqual(answered.healthy, { plain: true, streamed: true });
  assert.deepEqual(answered['wrong-key'], { plain: false, streamed: false });
});

for (const row of sandbox.rows.filter(({ id }) => answered[id])) {
  for (const way of ['plain', 'streamed']) {
    if (!answered[row.id][way]) continue;
    test(`${row.id}, ${way}: the SDK is answered, so nothing that was typed is at fault`, () => {
      const { points, diagnosis } = row.expects[way];
      assert.notEqual(diagnosis?.owner, 'you');
      assert.deepEqual(FAULTED.filter((point) => points[point] === 'fail'), []);
    });
  }
}
