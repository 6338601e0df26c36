// The prompt several times, one by one and all at once.
import { expect, test } from './support/fixtures.mjs';

async function repeated(app, values, action, times) {
  await app.fill(values);
  await app.fill({ repeat: String(times) });
  expect(await app.tab.locator('[data-repeated]').count()).toBe(0);
  await app.starts(() => app.action(action).click());
  await app.until('done');
  return app.tab.locator('[data-repeated]').textContent();
}

test('one by one: every reply counts, and the times are shown', async ({ app, sandbox, healthy }) => {
  expect(await repeated(app, healthy, 'repeat', 4)).toMatch(/^4 of 4 answered/);
  expect((await sandbox.requests()).length).toBe(4);
  expect((await app.results()).requests).toBe(4);
  const section = app.tab.locator('section', { has: app.tab.locator('[data-repeated]') });
  expect(await section.locator('.dot').count()).toBeGreaterThanOrEqual(4);
  expect(await section.locator('.picture-text').first().textContent()).toMatch(/\d/);
});

test('all at once: the prompt first, then the burst', async ({ app, sandbox, healthy }) => {
  expect(await repeated(app, healthy, 'burst', 6)).toMatch(/^6 of 6 answered/);
  expect((await sandbox.requests()).length).toBe(7);
});

test('a burst that is refused is not sent again', async ({ app, context, healthy }) => {
  // The prompt and the first of the burst are answered; the others are slowed down.
  let calls = 0;
  const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*', 'retry-after': '1' };
  const error = { message: 'Rate limit reached.', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' };
  await context.route('**/chat/completions', (route) => {
    calls += 1;
    return calls <= 2 ? route.continue() : route.fulfill({ status: 429, headers, json: { error } });
  });
  expect(await repeated(app, healthy, 'burst', 6)).toMatch(/^1 of 6 answered, 5 rate limited/);
  expect(calls).toBe(7);
});

test('nothing is repeated where the prompt is refused for its key', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('wrong-key'), repeat: 5 });
  await app.starts(() => app.action('burst').click());
  await app.until('done');
  expect((await app.results()).points.authentication).toBe('fail');
  expect((await sandbox.requests()).length).toBe(1);
});
