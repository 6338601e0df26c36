// A link that contains a result after its `#`, which is sent to no server.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { leak } from './support/canary.mjs';
import { ALL_PASS, expect, test } from './support/fixtures.mjs';

const PROMPT = 'Repeat after me: pineapple.';
const inside = (link) => inflateRawSync(Buffer.from(new URL(link).hash.slice('#report='.length), 'base64url')).toString();
const linkOf = (page, bytes) => `${page}#report=${Buffer.from(bytes).toString('base64url')}`;

/** Opens the link as somebody else would, in the same tab, and waits for the report. */
async function opened(app, link) {
  await app.tab.goto('about:blank');
  await app.open(link);
  await app.tab.locator('[data-opened]').waitFor();
}

test('a full run fits into a link, without prompt, answer, bodies and key, and opens again', async ({ app, healthy }) => {
  await app.validate({ ...healthy, prompt: PROMPT, profile: 'full' });
  const { points, checks, diagnosis } = await app.results();
  const link = await app.copied('copy-result-link');
  expect(link.length).toBeLessThanOrEqual(6000);
  expect(leak(inside(link), healthy.api_key)).toBeUndefined();
  for (const text of ['pineapple', 'Hello from the sandbox', '"messages"', 'choices']) expect(inside(link), text).not.toContain(text);
  await opened(app, link);
  const shown = await app.results();
  expect([shown.points, shown.diagnosis]).toEqual([points, diagnosis]);
  const ran = (all) => Object.entries(all).filter(([, verdict]) => verdict !== 'skipped');
  expect(ran(shown.checks)).toEqual(ran(checks));
  expect(await app.reply()).toBe('');
});

test('the diagnosis is in the link, and the texts if they are included', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('unknown-model'), model: 'm-gone' });
  const before = await app.results();
  const without = await app.copied('copy-result-link');
  await app.field('link_with_texts').check();
  await app.tab.evaluate(() => { document.querySelector('#boot-note').textContent = ''; });
  const link = await app.copied('copy-result-link');
  expect(without.length).toBeLessThan(link.length);
  expect(inside(link)).toContain('messages');
  await opened(app, link);
  const { diagnosis, owner } = await app.results();
  expect([diagnosis, owner]).toEqual([before.diagnosis, before.owner]);
});

test('a hostile link gives one sentence, and the page keeps working', async ({ app, sandbox, healthy }) => {
  const deflated = (text) => deflateRawSync(Buffer.from(text));
  const half = deflated(JSON.stringify({ schema: 'gateway-check/report/1', filler: 'abc'.repeat(500) }));
  for (const [what, link, words] of [
    ['not base64', `${sandbox.page}#report=%%%`, /damaged or incomplete/],
    ['not packed', linkOf(sandbox.page, 'hello'), /damaged or incomplete/],
    ['cut off', linkOf(sandbox.page, half.subarray(0, half.length / 2)), /damaged or incomplete/],
    ['not JSON', linkOf(sandbox.page, deflated('hello')), /damaged or incomplete/],
    ['a bomb', linkOf(sandbox.page, deflated(Buffer.alloc(60_000_000, '['))), /too large/],
    ['megabytes', `${sandbox.page}#report=${'A'.repeat(1_000_000)}`, /too large/],
    ['another schema', linkOf(sandbox.page, deflated('{"schema":"else"}')), /not a Gateway Check report/],
    ['a newer one', linkOf(sandbox.page, deflated('{"schema":"gateway-check/report/9"}')), /newer version/],
  ]) {
    await app.tab.goto('about:blank');
    await app.open(link);
    await expect(app.tab.locator('#boot-note'), what).toHaveText(words);
    expect(await app.tab.locator('[data-opened]').count(), what).toBe(0);
  }
  await app.run(healthy);
  expect((await app.results()).points).toEqual(ALL_PASS);
});

test('a key in the report of a link is not shown', async ({ app, sandbox, healthy }) => {
  await app.run(healthy);
  const report = JSON.parse(inside(await app.copied('copy-result-link')));
  const key = ['sk', 'proj', 'gc-test-0123456789abcdef'].join('-');
  report.points[0].summary = `The key is ${key}.`;
  await opened(app, linkOf(sandbox.page, deflateRawSync(JSON.stringify(report))));
  expect(await app.tab.locator('[data-point]').first().textContent()).toContain('The key is');
  expect(await app.tab.evaluate(() => document.documentElement.outerHTML)).not.toContain('0123456789abcdef');
});

test('a key beside the report in a link is removed from the address and reported, and the report opens', async ({ app, sandbox, healthy }) => {
  await app.run(healthy);
  const report = inside(await app.copied('copy-result-link'));
  const link = linkOf(sandbox.page, deflateRawSync(report));
  await opened(app, `${link}&api_key=gc-test-planted-0123456789`);
  expect(app.tab.url()).toBe(link);
  const note = app.tab.locator('#boot-note');
  await expect(note).toHaveText(/replace that key/);
  await app.tab.goto('about:blank');
  await app.open(`${sandbox.page}#report=%%%&api_key=gc-test-planted-0123456789`);
  await expect(note).toHaveText(/replace that key.*damaged or incomplete/);
  expect(app.tab.url()).not.toMatch(/planted/);
  await app.tab.goto('about:blank');
  await app.open(`${sandbox.page}?api_key=gc-test-planted-0123456789#report=%%%`);
  await expect(note).toHaveText(/replace that key.*damaged or incomplete/);
  expect(app.tab.url()).not.toMatch(/planted/);
});
