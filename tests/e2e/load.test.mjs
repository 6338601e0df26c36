// How much the page can take, beside a fetch in the same tab that parses nothing. What the machine does besides
// slows both, so the ratio is what counts.
import { keepMemory, prepare } from './support/beside.mjs';
import { expect, test } from './support/fixtures.mjs';
import { median, note } from './support/measured.mjs';

test.describe.configure({ timeout: 600_000 });

const BENCH = { tag: '@bench' };

const MB = 1 << 20;

async function devtoolsOf(app) {
  const devtools = await app.tab.context().newCDPSession(app.tab);
  await devtools.send('Performance.enable');
  return devtools;
}

/** A figure of the tab's own, by its name in the protocol. */
async function told(devtools, figure) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === figure).value;
}

/** Ours and bare in turn, `times` each; the middle of every figure. */
async function inTurn(app, values, times) {
  const devtools = await devtoolsOf(app);
  const runs = { ours: [], bare: [] };
  for (let i = 0; i < times; i += 1) {
    for (const name of ['ours', 'bare']) {
      const before = await told(devtools, 'ThreadTime');
      const run = await app.tab.evaluate(([which, what]) => window.beside[which](what), [name, values]);
      runs[name].push({ ...run, processor_ms: 1000 * (await told(devtools, 'ThreadTime') - before) });
    }
  }
  const middle = (all) => Object.fromEntries(Object.keys(all[0]).map((figure) => [figure, median(all.map((it) => it[figure]))]));
  return { ours: middle(runs.ours), bare: middle(runs.bare) };
}

/** Measures the memory of the tab after garbage collection. */
async function held(app, devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return {
    heap: usedSize / MB,
    program: await app.tab.evaluate(() => window.programMemory.buffer.byteLength) / MB,
    nodes: await told(devtools, 'Nodes'),
  };
}

/** Two of the largest pieces in which a reply comes: how they lie in the memory is chance. */
const SLACK_MB = 4;

/** Notes what is held, after `before` was held when as much had been done once. `nodes` may be more. */
function noteHeld(about, what, now, before, nodes = 200) {
  note(about, `${what}: the tab's heap, after that before`, { ours: now.heap, bare: before.heap, unit: 'MB', most: 1.1, slack: SLACK_MB });
  note(about, `${what}: the program's memory, after that before`, { ours: now.program, bare: before.program, unit: 'MB', most: 1.1, slack: SLACK_MB });
  note(about, `${what}: what the tab shows, after that before`, { ours: now.nodes, bare: before.nodes, unit: 'nodes', most: 1.1, slack: nodes });
}

/** Row, prompt, streamed?, how often, and how many times a bare fetch it may take. */
const SITUATIONS = [
  ['200,000 tokens at once', 'load', 'Write 200000 words.', true, 5, 3],
  ['a million events of a letter', 'tiny-events', 'Say hello.', true, 1],
  ['a line of 5 MB', 'load', 'Write 1 word of 5000000 letters.', true, 5],
  ['a body of 50 MB, of which 4 are read', 'huge-reply', 'Say hello.', false, 5],
];

for (const [what, row, prompt, stream, times, most] of SITUATIONS) {
  test(what, BENCH, async ({ unopened: app, context, sandbox, healthy }, info) => {
    await context.addInitScript(keepMemory);
    await app.open(sandbox.page);
    const devtools = await devtoolsOf(app);
    const about = { info, expect };
    const values = { ...healthy, base_url: sandbox.base(row), prompt };
    await app.fill({ ...values, stream, timeout_s: 600 });
    await app.tab.evaluate(prepare);
    // The first one compiles and makes room.
    await inTurn(app, { ...values, stream }, 1);
    const once = await held(app, devtools);
    const { ours, bare } = await inTurn(app, { ...values, stream }, times);
    note(about, what, { ours: ours.ms, bare: bare.ms, unit: 'ms', most });
    note(about, `${what}: the tab's processor time`, { ours: ours.processor_ms, bare: bare.processor_ms, unit: 'ms' });
    note(about, `${what}: longest frame`, { ours: ours.longest_ms, bare: bare.longest_ms, unit: 'ms', idle: 'at most 100' });
    noteHeld(about, what, await held(app, devtools), once);
  });
}

test('the first token', BENCH, async ({ app, sandbox, healthy }, info) => {
  const about = { info, expect };
  const values = { ...healthy, base_url: sandbox.base('steady') };
  await app.fill({ ...values, stream: true });
  await app.tab.evaluate(prepare);
  const { ours, bare } = await inTurn(app, { ...values, stream: true }, 15);
  const wanted = { unit: 'ms', most: 1.02, slack: 5 };
  note(about, 'first token, as the page says it', { ours: ours.first_ms, bare: bare.first_ms, ...wanted });
  note(about, 'first token, from the click to the screen', { ours: ours.seen_ms, bare: bare.first_ms, unit: 'ms', idle: 'a frame (17 ms) more' });
});

test('10,000 tokens per second for a minute', BENCH, async ({ app, sandbox, healthy }, info) => {
  const about = { info, expect };
  const values = { ...healthy, base_url: sandbox.base('load'), prompt: 'Write 600000 words, 10000 a second.' };
  await app.fill({ ...values, stream: true, timeout_s: 600 });
  await app.tab.evaluate(prepare);
  const { ours, bare } = await inTurn(app, { ...values, stream: true }, 1);
  const what = '10,000 tokens per second for 60 s';
  note(about, what, { ours: ours.ms, bare: bare.ms, unit: 'ms', most: 1.02 });
  note(about, `${what}: frames not drawn`, { ours: 60 - ours.frames_per_s, bare: 60 - bare.frames_per_s, unit: 'a second', idle: 'at most 3' });
  note(about, `${what}: longest frame`, { ours: ours.longest_ms, bare: bare.longest_ms, unit: 'ms', idle: 'at most 50' });
  note(about, `${what}: frames over 50 ms`, { ours: ours.over_50, bare: bare.over_50, unit: 'frames', idle: 'none' });
  note(about, `${what}: frames over 100 ms`, { ours: ours.over_100, bare: bare.over_100, unit: 'frames', idle: 'none' });
});

/** The rounds of a run: the prompt is sent by itself, then three at a time. */
const roundsOf = (requests) => [1, ...Array.from({ length: Math.ceil((requests - 1) / 3) }, (_, round) => Math.min(3, requests - 1 - 3 * round))];

/** Notes how long `act` takes, beside bare requests in the same rounds, of which every one takes 200 ms. */
async function noteRounds(about, what, app, values, act, sizes) {
  const all = { ours: [], bare: [] };
  for (let i = 0; i < 3; i += 1) {
    all.ours.push((await app.tab.evaluate((how) => window.beside.pressed(how), act)).ms);
    all.bare.push((await app.tab.evaluate((how) => window.beside.rounds(how), { ...values, sizes })).ms);
  }
  note(about, `${what}: ${sizes.reduce((sum, size) => sum + size)} requests`, { ours: median(all.ours), bare: median(all.bare), unit: 'ms', most: 1.3 });
}

test('a full run', BENCH, async ({ app, sandbox, healthy }, info) => {
  const values = { ...healthy, base_url: sandbox.base('steady') };
  await app.validate({ ...values, profile: 'full' });
  const { requests, points } = await app.results();
  expect(Object.values(points)).toEqual(['pass', 'pass', 'pass', 'pass']);
  await app.tab.evaluate(prepare);
  const act = { starts: '[data-action=validate]', runs: '[data-run=running]', ends: '[data-run=done]' };
  await noteRounds({ info, expect }, 'a full run', app, values, act, roundsOf(requests));
});

test('a comparison of six', BENCH, async ({ app, sandbox, healthy }, info) => {
  const values = { ...healthy, base_url: sandbox.base('steady') };
  await app.fill(values);
  await app.tab.locator('[data-tab=compare]').click();
  for (let place = 2; place <= 6; place += 1) {
    if (place > 2) await app.action('add-target').click();
    await app.fill({ [`model_${place}`]: 'sandbox-large' });
  }
  await app.tab.evaluate(prepare);
  const of = '[data-scenario=compare]';
  const act = { starts: `${of} [data-action=run-scenario]`, runs: `${of}[data-verdict=running]`, ends: `${of}:is([data-verdict=pass], [data-verdict=warn])` };
  const sizes = Array.from({ length: 6 }, () => roundsOf(6)).flat();
  await noteRounds({ info, expect }, 'a comparison of six targets', app, values, act, sizes);
  expect((await sandbox.requests()).length).toBe(6 * 36);
});

test('a watch of an hour, in fast-forward', BENCH, async ({ unopened: app, context, sandbox, healthy }, info) => {
  await context.addInitScript(keepMemory);
  await app.tab.clock.install();
  await app.open(sandbox.page);
  await app.tab.clock.pauseAt(Date.now() + 1_000);
  const devtools = await devtoolsOf(app);
  const about = { info, expect };
  await app.fill({ ...healthy, stream: false });
  await app.tab.locator('[data-tab=watch]').click();
  await app.fill({ watch_every_s: '5', watch_minutes: '60' });
  await app.tab.evaluate(prepare);
  const watch = app.tab.locator('[data-scenario=watch]');
  await watch.locator('[data-action=run-scenario]').click();
  const requests = 720;
  let before;
  for (let sent = 1; sent <= requests; sent += 1) {
    await app.tab.clock.runFor(sent === 1 ? 1 : 5_000);
    await app.tab.evaluate((selector) => window.beside.seen(selector), `[data-scenario=watch][data-requests="${sent}"]`);
    if (sent === requests / 6) before = await held(app, devtools);
  }
  await app.tab.clock.runFor(5_000);
  await expect(watch).toHaveAttribute('data-verdict', 'pass');
  // Of every prompt there is a mark in the picture, with its words.
  noteHeld(about, 'a watch of an hour, and ten minutes of it', await held(app, devtools), before, 3 * requests);
  // What is looked at after every test takes its time.
  await app.tab.clock.resume();
});
