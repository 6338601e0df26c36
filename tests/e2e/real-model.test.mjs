// The main job with a real model behind llama.cpp's own server. It is tiny: shape counts, not sense.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { startModel } from './support/model.mjs';
import { test } from './support/harness.mjs';

const model = await startModel();
after(() => model.stop());

const values = { base_url: model.base, api_key: model.key, model: model.model, prompt: 'Say hello in five words.' };
const with_model = { targets: [new URL(model.base).origin] };

for (const [way, stream] of [['plain', false], ['streamed', true]]) {
  test(`a real model answers, ${way}`, async ({ page }) => {
    await page.run({ ...values, stream });
    const { points, diagnosis, requests } = await page.results();
    assert.deepEqual({ diagnosis, requests }, { diagnosis: null, requests: 1 });
    assert.deepEqual([points.authentication, points.routing, points.model], ['pass', 'pass', 'pass']);
    assert.match(points.contract, /^(pass|warn)$/);
    // So small a model may answer in emoji alone: any text counts.
    assert.notEqual((await page.reply()).trim(), '');
    assert.ok(await page.metric('tokens') > 0);
  }, with_model);
}

test('a real server refuses a wrong key, and the page says so', async ({ page }) => {
  await page.run({ ...values, api_key: 'gc-test-not-the-model-key' });
  const { points, diagnosis } = await page.results();
  assert.deepEqual([points.authentication, diagnosis], ['fail', 'key-rejected']);
}, with_model);

for (const profile of ['standard', 'full']) {
  test(`a real server is not blamed for what it does right, ${profile}`, async ({ page }) => {
    await page.validate({ ...values, profile }, 90_000);
    const { points, checks, diagnosis } = await page.results();
    assert.equal(diagnosis, null);
    assert.deepEqual(Object.entries(checks).filter(([, verdict]) => verdict === 'fail'), []);
    assert.deepEqual([points.authentication, points.routing], ['pass', 'pass']);
    // It answers under any name, which the page must notice: a working call then proves nothing.
    assert.deepEqual([checks['model-refused-unknown'], checks['model-authorised'], points.model], ['warn', 'inconclusive', 'inconclusive']);
  }, { ...with_model, longest: 120_000 });
}
