// How many requests of a run are under way at once.
import { LONG_ANSWER, expect, test } from './support/fixtures.mjs';

/** Holds every request to `base_url` but the first, the prompt, which goes alone, until `release`. */
async function gate(context, base_url) {
  const held = [];
  let seen = 0;
  let isOpen = false;
  await context.route((url) => url.href.startsWith(base_url), async (route) => {
    seen += 1;
    if (seen > 1 && !isOpen) await new Promise((go) => { held.push(go); });
    await route.continue();
  });
  return {
    held,
    release() {
      isOpen = true;
      for (const go of held) go();
    },
  };
}

for (const chosen of [1, 6]) {
  test(`no more than ${chosen} at once, and the run is the same`, async ({ app, context, healthy }) => {
    const { held, release } = await gate(context, healthy.base_url);
    await app.fill({ ...healthy, prompt: LONG_ANSWER });
    await (await app.reachable('concurrency')).selectOption(String(chosen));
    await app.chooseProfile('full');
    await app.starts(() => app.action('validate').click());
    await expect.poll(() => held.length).toBe(chosen);
    // Whatever the page has asked for by now is told by now.
    await app.sent();
    expect(held.length).toBe(chosen);
    release();
    await app.until('done');
    expect(Object.values((await app.results()).points)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });
}

/** Runs in the page: how long so many rounds of bare requests take, one round after the other. */
async function bareRounds({ base_url, api_key, model, sizes }) {
  const one = () => fetch(`${base_url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello.' }] }),
  }).then((reply) => reply.text());
  const begun = performance.now();
  for (const size of sizes) await Promise.all(Array.from({ length: size }, one));
  return performance.now() - begun;
}

test('a full run takes at most 1.3 times its critical path', { tag: '@bench' }, async ({ app, sandbox, healthy }) => {
  const values = { ...healthy, base_url: sandbox.base('steady') };
  await app.fill(values);
  await app.chooseProfile('full');
  const clock = () => app.tab.evaluate(() => performance.now());
  const begun = await clock();
  await app.starts(() => app.action('validate').click());
  await app.until('done');
  const took = await clock() - begun;
  const { requests, points } = await app.results();
  expect(Object.values(points)).toEqual(['pass', 'pass', 'pass', 'pass']);
  expect((await sandbox.requests()).length).toBe(requests);
  // The prompt goes alone; then three at a time. Bare requests beside it show what this machine takes.
  const sizes = [1, ...Array.from({ length: Math.ceil((requests - 1) / 3) }, () => 3)];
  const shortest = await app.tab.evaluate(bareRounds, { ...values, sizes });
  console.log(`${requests} requests: ${(took / shortest).toFixed(2)} times the critical path`);
  expect(took).toBeGreaterThan(200 * sizes.length);
  expect(took).toBeLessThanOrEqual(shortest * 1.3);
});
