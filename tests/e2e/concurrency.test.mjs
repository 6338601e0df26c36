// How many requests of a run are under way at once.
import { LONG_ANSWER, expect, test } from './support/fixtures.mjs';

/** Holds every request to `base_url` but the first, the prompt, which is sent by itself, until `release`. */
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
    // Every request that the page has made by now has been reported.
    await app.sent();
    expect(held.length).toBe(chosen);
    release();
    await app.until('done');
    expect(Object.values((await app.results()).points)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });
}
