// The main job with a real model behind llama.cpp's own server. It is tiny: shape counts, not sense.
import { expect, test as base } from './support/fixtures.mjs';

const test = base.extend({
  /** Values to type; the model has time enough where the machine has much else to do. */
  values: async ({ model, unopened: app }, use) => {
    app.targets.push(new URL(model.base).origin);
    await use({ base_url: model.base, api_key: model.key, model: model.model, prompt: 'Say hello in five words.', timeout_s: 300 });
  },
});
/** A small model takes seconds a reply, and much longer beside other work. */
const LONGEST_RUN_MS = 1_500_000;

test.describe.configure({ mode: 'default', timeout: 1_600_000 });

for (const [way, stream, tag] of [['plain', false, ['@rest']], ['streamed', true, []]]) {
  test(`a real model answers, ${way}`, { tag }, async ({ app, values }) => {
    await app.run({ ...values, stream }, LONGEST_RUN_MS);
    const { points, diagnosis, requests } = await app.results();
    expect({ diagnosis, requests }).toEqual({ diagnosis: null, requests: 1 });
    expect([points.authentication, points.routing, points.model]).toEqual(['pass', 'pass', 'pass']);
    expect(points.contract).toMatch(/^(pass|warn)$/);
    // Such a small model may only answer in emoji: any text counts.
    expect((await app.reply()).trim()).not.toBe('');
    expect(await app.metric('tokens')).toBeGreaterThan(0);
  });
}

test('a real server refuses a wrong key, and the page says so', { tag: '@rest' }, async ({ app, values }) => {
  await app.run({ ...values, api_key: 'gc-test-not-the-model-key' }, LONGEST_RUN_MS);
  const { points, diagnosis } = await app.results();
  expect([points.authentication, diagnosis]).toEqual(['fail', 'key-rejected']);
});

for (const profile of ['standard', 'full']) {
  test(`a real server is not blamed for what it does right, ${profile}`, { tag: '@rest' }, async ({ app, values }) => {
    await app.validate({ ...values, profile }, LONGEST_RUN_MS);
    const { points, checks, diagnosis } = await app.results();
    expect(diagnosis).toBeNull();
    expect(Object.entries(checks).filter(([, verdict]) => verdict === 'fail')).toEqual([]);
    expect([points.authentication, points.routing]).toEqual(['pass', 'pass']);
    // It answers under any name, which the page must notice: a working call then proves nothing.
    expect([checks['model-refused-unknown'], checks['model-authorised'], points.model]).toEqual(['warn', 'inconclusive', 'inconclusive']);
  });
}
