// No state of the page breaks a rule of axe: in light, in dark, and on a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from './support/harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDE = { width: 1280, height: 900 };
const SIGHTS = [
  ['light', 'light', WIDE],
  ['dark', 'dark', WIDE],
  ['a phone', 'light', { width: 375, height: 667 }],
];

/** What axe finds in the page as it is now, one line for each element. */
async function violations(page) {
  // Scripts that the page itself would load are bound by its policy; this one is not.
  if (!await page.tab.evaluate(() => 'axe' in window)) await page.tab.evaluate(axe);
  return page.tab.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join(' ');
      return `${id}: ${help}. ${target.join(' ')}: ${why}`;
    }));
  }, TAGS);
}

/** Folds out whatever is folded. */
const openAll = (page) => page.tab.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
});

/** Saves the report of the run that is shown. */
async function saveReport(page) {
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.action('download-json').click()]);
  return download.path();
}

const sends = (id, more = {}) => async (page, sandbox, healthy) => {
  await page.run({ ...healthy, base_url: sandbox.base(id), ...more });
  await openAll(page);
};

/** How each state is reached, with the form filled in as for a gateway that works. */
const STATES = {
  'the form, filled in': async (page, _, healthy) => page.fill(healthy),
  'the form with problems': async (page, _, healthy) => {
    await page.fill({ ...healthy, base_url: 'gateway', api_key: `sk-ant-${healthy.api_key}`, model: '', prompt: '', timeout_s: '0' });
    await page.action('send').click();
    await page.tab.locator('[data-problem=model]:visible').first().waitFor();
    assert.ok((await page.problems()).length >= 4);
  },
  'the form with the key shown and a ticked profile': async (page, _, healthy) => {
    await page.fill(healthy);
    await page.action('reveal-key').click();
    await page.field('profile').selectOption('custom');
    await page.tab.locator('[data-probe]').first().waitFor();
    await openAll(page);
  },
  'the form with snippets': async (page, _, healthy) => {
    await page.fill(healthy);
    await page.tab.locator('#snippets summary').click();
    await page.tab.locator('[data-snippet=curl]').waitFor();
  },
  'a run that waits': async (page, sandbox, healthy) => {
    await page.fill({ ...healthy, base_url: sandbox.base('never-answers') });
    await page.send();
    await page.until('running');
  },
  'a stream that comes in': async (page, sandbox, healthy) => {
    await page.fill({ ...healthy, base_url: sandbox.base('stall-stream'), stream: true });
    await page.send();
    await page.tab.waitForFunction(() => document.querySelector('[data-reply]')?.textContent.trim());
  },
  'checks that wait': async (page, sandbox, healthy) => {
    await page.fill({ ...healthy, base_url: sandbox.base('never-answers') });
    await page.starts(() => page.action('validate').click());
    await page.until('running');
  },
  'a run that was stopped': async (page, sandbox, healthy) => {
    await page.fill({ ...healthy, base_url: sandbox.base('never-answers') });
    await page.send();
    await page.until('running');
    await page.action('stop').click();
    await page.until('stopped');
    await openAll(page);
  },
  'four passes': sends('healthy'),
  'a warning': sends('usage-missing'),
  'a fail with a diagnosis': sends('wrong-key'),
  'a fail that offers another base URL': sends('no-version', { consent: true }),
  'nothing to conclude': sends('prompts-reset'),
  'CORS with configurations': async (page, sandbox, healthy) => {
    await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await page.action('show-cors-setups').click();
    await page.tab.locator('[data-setup]').first().waitFor();
    await openAll(page);
  },
  'every check': async (page, _, healthy) => {
    await page.validate({ ...healthy, profile: 'full' });
    await openAll(page);
  },
  'every check of a gateway with faults': async (page, sandbox, healthy) => {
    await page.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'full' });
    await openAll(page);
  },
  'a prompt that was repeated': async (page, _, healthy) => {
    await page.fill(healthy);
    await openAll(page);
    await page.starts(() => page.action('burst').click());
    await page.until('done');
    await openAll(page);
  },
  'a run that is remembered': async (page, _, healthy) => {
    await page.field('remember').check();
    await page.run(healthy);
    await page.tab.locator('[data-remembered]').waitFor({ state: 'attached' });
    await openAll(page);
  },
  'the drawer': async (page, _, healthy) => {
    await page.validate({ ...healthy, profile: 'standard' });
    await page.action('show-evidence').click();
    await page.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
    await openAll(page);
  },
  'the example': async (page, _, healthy) => {
    await page.fill(healthy);
    await page.action('see-example').click();
    await page.tab.locator('[data-opened]').waitFor();
    await openAll(page);
  },
  'a saved report': async (page, sandbox, healthy) => {
    await page.run({ ...healthy, base_url: sandbox.base('wrong-key') });
    const path = await saveReport(page);
    await page.action('clear').click();
    await page.field('report_file').setInputFiles(path);
    await page.tab.locator('[data-opened]').waitFor();
    await openAll(page);
  },
  'a comparison': async (page, sandbox, healthy) => {
    await page.validate({ ...healthy, profile: 'standard' });
    const path = await saveReport(page);
    await page.validate({ ...healthy, base_url: sandbox.base('missing-fields'), profile: 'standard' });
    await page.field('compared_file').setInputFiles(path);
    await page.tab.locator('[data-check=contract-drift]').waitFor();
    await openAll(page);
  },
};

async function assertAccessible(page) {
  const found = [];
  for (const [name, colorScheme, size] of SIGHTS) {
    await page.tab.emulateMedia({ colorScheme });
    await page.tab.setViewportSize(size);
    found.push(...(await violations(page)).map((text) => `${name}: ${text}`));
  }
  assert.deepEqual(found, []);
}

test('axe has nothing to say about the empty form', async ({ page, healthy }) => {
  await assertAccessible(page);
  await page.fill(healthy);
});

for (const [name, reach] of Object.entries(STATES)) {
  test(`axe has nothing to say about ${name}`, async ({ page, sandbox, healthy }) => {
    await reach(page, sandbox, healthy);
    await assertAccessible(page);
    if (await page.state() !== 'running') return;
    await page.action('stop').click();
    await page.until('stopped');
  });
}

test('axe is asked: it finds what is planted', async ({ page, healthy }) => {
  await page.fill(healthy);
  await page.tab.evaluate(() => document.querySelector('main').append(document.createElement('button')));
  const found = await violations(page);
  assert.equal(found.length, 1, found.join('\n'));
  assert.match(found[0], /^button-name: /);
});
