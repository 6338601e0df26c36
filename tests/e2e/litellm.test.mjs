// LiteLLM in front of the small real model: the page's view of a gateway that many teams run.
import { expect, test as base } from './support/fixtures.mjs';

const test = base.extend({
  /** Values to type; the model has time enough where the machine has much else to do. */
  values: async ({ litellm, unopened: app }, use) => {
    app.targets.push(new URL(litellm.base).origin);
    await use({ base_url: litellm.base, api_key: litellm.key, model: litellm.model, prompt: 'Say hello in five words.', timeout_s: 300 });
  },
});
/** A small model takes seconds a reply, and much longer beside other work. */
const LONGEST_RUN_MS = 1_500_000;

test.describe.configure({ mode: 'default', timeout: 1_600_000 });

for (const profile of ['standard', 'full']) {
  test(`LiteLLM is not blamed for what it does right, ${profile}`, { tag: '@rest' }, async ({ app, values }) => {
    await app.validate({ ...values, profile }, LONGEST_RUN_MS);
    const { points, checks, diagnosis } = await app.results();
    // A full run also asks without a key, and LiteLLM answers that without CORS headers.
    expect(diagnosis).toBe(profile === 'full' ? 'cors-error-unreadable' : null);
    expect(Object.entries(checks).filter(([, verdict]) => verdict === 'fail').map(([id]) => id)).toEqual(profile === 'full' ? ['browser-access'] : []);
    // Without a database it refuses other keys with status 400, which the page must notice.
    expect([points.authentication, checks['auth-enforced']]).toEqual(['warn', 'warn']);
    // It refuses a made-up model by its name, unlike the model server behind it.
    expect([points.routing, points.model, checks['model-refused-unknown']]).toEqual(['pass', 'pass', 'pass']);
    expect(points.contract).toMatch(/^(pass|warn)$/);
  });

  test(`LiteLLM without a database is not mistaken for a wrong request, ${profile}`, { tag: '@rest' }, async ({ app, values }) => {
    await app.validate({ ...values, api_key: 'gc-test-not-the-litellm-key', profile }, LONGEST_RUN_MS);
    const { points, diagnosis, owner } = await app.results();
    expect([diagnosis, owner]).toEqual(['gateway-failed', 'gateway-admin']);
    await expect(app.tab.locator('.sentence')).toContainText('database');
    expect(points).toEqual({ authentication: 'inconclusive', routing: 'pass', model: 'inconclusive', contract: 'inconclusive' });
  });
}
