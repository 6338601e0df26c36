// No state of the page breaks a rule of axe: in light, in dark, and on a phone.
import axe from 'axe-core';
import { expect, test } from './support/fixtures.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDE = { width: 1280, height: 900 };
/** Colours and windows; the first is looked at in every run of the tests. */
const SIGHTS = [
  ['light', 'light', WIDE, []],
  ['dark', 'dark', WIDE, ['@rest']],
  ['a phone', 'light', { width: 375, height: 667 }, ['@rest']],
];

/** Returns what axe finds in the page as it is now, one line for each element. */
async function violations(app) {
  // It is half a megabyte, and stays in the page from one state to the next.
  if (await app.tab.evaluate(() => window.axe === undefined)) await app.tab.evaluate(axe.source);
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
  const { violations } = await app.tab.evaluate((how) => window.axe.run(document, how), options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join(' ');
    return `${id}: ${help}. ${target.join(' ')}: ${why}`;
  }));
}

/** Folds out whatever is folded. */
const openAll = (app) => app.tab.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
});

/** Saves the report of the run that is shown. */
async function saveReport(app) {
  const [download] = await Promise.all([app.tab.waitForEvent('download'), app.action('download-json').click()]);
  return download.path();
}

const sends = (id, more = {}) => async (app, sandbox, healthy) => {
  await app.run({ ...healthy, base_url: sandbox.base(id), ...more });
  await openAll(app);
};

/** Steps that reach each state, with the form filled in as for a gateway that works. */
const STATES = {
  'the empty form': async (app, _, { api_key }) => { app.keys.push(api_key); },
  'the form, filled in': async (app, _, healthy) => app.fill(healthy),
  'the form with problems': async (app, _, healthy) => {
    await app.fill({ ...healthy, base_url: 'gateway', api_key: `sk-ant-${healthy.api_key}`, model: '', prompt: '', timeout_s: '0' });
    await app.action('send').click();
    await app.tab.locator('[data-problem=model]:visible').first().waitFor();
    expect((await app.problems()).length).toBeGreaterThanOrEqual(4);
  },
  'the form with the key shown and a ticked profile': async (app, _, healthy) => {
    await app.fill(healthy);
    await app.action('reveal-key').click();
    await app.chooseProfile('custom');
    await app.tab.locator('[data-probe]').first().waitFor();
    await openAll(app);
  },
  'the form with snippets': async (app, _, healthy) => {
    await app.fill(healthy);
    await app.tab.locator('#snippets summary').click();
    await app.tab.locator('[data-snippet=curl]').waitFor();
  },
  'a run that waits': async (app, sandbox, healthy) => {
    await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
    await app.send();
    await app.until('running');
  },
  'a stream that comes in': async (app, sandbox, healthy) => {
    await app.fill({ ...healthy, base_url: sandbox.base('stall-stream'), stream: true, timeout_s: 600 });
    await app.send();
    await expect(app.tab.locator('[data-reply]').first()).toHaveText(/\S/);
  },
  'checks that wait': async (app, sandbox, healthy) => {
    await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
    await app.starts(() => app.action('validate').click());
    await app.until('running');
  },
  'a run that was stopped': async (app, sandbox, healthy) => {
    await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
    await app.send();
    await app.until('running');
    await app.action('stop').click();
    await app.until('stopped');
    await openAll(app);
  },
  'four passes': sends('healthy'),
  'a warning': sends('usage-missing'),
  'a fail with a diagnosis': sends('wrong-key'),
  'a fail that offers another base URL': sends('no-version', { consent: true }),
  'nothing to conclude': sends('prompts-reset'),
  'CORS with configurations': async (app, sandbox, healthy) => {
    await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await app.action('show-cors-setups').click();
    await app.tab.locator('[data-setup]').first().waitFor();
    await openAll(app);
  },
  'every check': async (app, _, healthy) => {
    await app.validate({ ...healthy, profile: 'full' });
    await openAll(app);
  },
  'every check of a gateway with faults': async (app, sandbox, healthy) => {
    await app.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'full' });
    await openAll(app);
  },
  'a prompt that was repeated': async (app, _, healthy) => {
    await app.fill(healthy);
    await openAll(app);
    await app.starts(() => app.action('burst').click());
    await app.until('done');
    await openAll(app);
  },
  'a run that is remembered': async (app, _, healthy) => {
    await app.field('remember').check();
    await app.run(healthy);
    await app.tab.locator('[data-remembered]').waitFor({ state: 'attached' });
    await openAll(app);
  },
  'the drawer': async (app, _, healthy) => {
    await app.validate({ ...healthy, profile: 'standard' });
    await app.action('show-evidence').click();
    await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
    await openAll(app);
  },
  'the drawer with a reply that is longer than its box': async (app, _, healthy) => {
    await app.run({ ...healthy, prompt: 'Count from 1 to 50.', stream: true });
    await app.action('show-evidence').click();
    await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
    await openAll(app);
  },
  'the example': async (app, _, healthy) => {
    await app.fill(healthy);
    await app.action('see-example').click();
    await app.tab.locator('[data-opened]').waitFor();
    await openAll(app);
  },
  'a saved report': async (app, sandbox, healthy) => {
    await app.run({ ...healthy, base_url: sandbox.base('wrong-key') });
    const path = await saveReport(app);
    await app.action('clear').click();
    await app.field('report_file').setInputFiles(path);
    await app.tab.locator('[data-opened]').waitFor();
    await openAll(app);
  },
  'a comparison': async (app, sandbox, healthy) => {
    await app.validate({ ...healthy, profile: 'standard' });
    const path = await saveReport(app);
    await app.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'standard' });
    await app.field('compared_file').setInputFiles(path);
    await app.tab.locator('[data-check=contract-drift]').waitFor();
    await openAll(app);
  },
};

/** States that one page goes through in turn; every other has a page of its own. */
const TOGETHER = [
  ['the empty form', 'the form, filled in', 'the form with snippets', 'the form with the key shown and a ticked profile', 'the form with problems'],
  ['a run that waits', 'checks that wait', 'a run that was stopped', 'a stream that comes in'],
  ['four passes', 'a warning', 'a fail with a diagnosis', 'a fail that offers another base URL', 'nothing to conclude', 'CORS with configurations'],
  ['every check', 'every check of a gateway with faults'],
];
const ALONE = Object.keys(STATES).filter((name) => !TOGETHER.flat().includes(name)).map((name) => [name]);

for (const [sight, colorScheme, size, tag] of SIGHTS) {
  for (const names of [...TOGETHER, ...ALONE]) {
    test(`axe has nothing to say about ${names.join(', ')}: ${sight}`, { tag }, async ({ app, sandbox, healthy }) => {
      for (const name of names) {
        await app.tab.emulateMedia({ colorScheme: 'light' });
        await app.tab.setViewportSize(WIDE);
        await STATES[name](app, sandbox, healthy);
        await app.tab.emulateMedia({ colorScheme });
        await app.tab.setViewportSize(size);
        expect(await violations(app), name).toEqual([]);
        if (await app.state() !== 'running') continue;
        await app.action('stop').click();
        await app.until('stopped');
      }
    });
  }
}

test('axe is asked: it finds what is planted', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.tab.evaluate(() => document.querySelector('main').append(document.createElement('button')));
  const found = await violations(app);
  expect(found.length, found.join('\n')).toBe(1);
  expect(found[0]).toMatch(/^button-name: /);
});
