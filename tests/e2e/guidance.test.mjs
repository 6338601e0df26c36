// What helps a reader along: the welcome, the verdict in one sentence, filters, colours, shortcuts.
import { expect, test } from './support/fixtures.mjs';

const outcome = (app) => app.tab.locator('[data-outcome]').getAttribute('data-outcome');
const sentence = (app) => app.tab.locator('[data-outcome]').innerText();
const shownChecks = (app) => app.tab.locator('[data-check]:visible').count();

/** The part of the window that the element covers. */
const isInWindow = (app, selector) => app.tab.locator(selector).evaluate((at) => at.getBoundingClientRect().top < window.innerHeight);

test('a first visit is welcomed until something is sent, and again after Clear', async ({ app, healthy }) => {
  const welcome = app.tab.getByText('What you need');
  expect(await welcome.isVisible()).toBe(true);
  await app.run(healthy);
  expect(await welcome.isVisible()).toBe(false);
  await app.action('clear').click();
  expect(await welcome.isVisible()).toBe(true);
});

test('a preset sandbox is tried with one click, and no other gateway is called one', async ({ unopened: app, sandbox }) => {
  const config = (name) => ({ gateways: [{ name, base_url: sandbox.base('keyless'), models: [sandbox.model] }] });
  let served = config('Production');
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: served }));
  await app.open(sandbox.page);
  expect(await app.action('try-sandbox').isVisible()).toBe(false);
  served = config('Our Sandbox');
  await app.open(sandbox.page);
  expect(await app.sent()).toEqual([]);
  await app.starts(() => app.action('try-sandbox').click());
  await app.until('done');
  expect(await app.reply()).toMatch(/^Hello/);
});

test('the run is summed up in one sentence, and a problem comes with the first step', async ({ app, sandbox, healthy }) => {
  expect(await outcome(app)).toBe('pending');
  await app.run(healthy);
  expect(await outcome(app)).toBe('pass');
  expect(await sentence(app)).toMatch(/^Ready: /);
  expect(await app.tab.locator('[data-diagnosis]').count()).toBe(0);
  await app.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  expect(await outcome(app)).toBe('fail');
  expect(await sentence(app)).toMatch(/^Not ready: /);
  expect(await app.tab.locator('[data-diagnosis] .steps li').first().isVisible()).toBe(true);
});

test('the list of checks shows only problems, or only checks that were not run, and says how many', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  const openAll = () => app.tab.evaluate(() => { for (const fold of document.querySelectorAll('details.group')) fold.open = true; });
  await openAll();
  const all = await shownChecks(app);
  const count = (verdicts) => app.tab.locator(verdicts.map((it) => `[data-check][data-verdict=${it}]`).join(',')).count();
  const problems = await count(['fail', 'warn', 'inconclusive']);
  const notAsked = await count(['skipped']);
  expect(problems > 0 && notAsked > 0 && problems < all).toBe(true);
  for (const [value, shown] of [['problems', problems], ['not-asked', notAsked], ['all', all]]) {
    const filter = app.tab.locator(`[data-action=filter][value=${value}]`);
    await filter.click();
    await openAll();
    expect(await shownChecks(app), value).toBe(shown);
    expect(await filter.getAttribute('aria-pressed')).toBe('true');
    expect(await filter.innerText()).toMatch(new RegExp(`\\(${shown}\\)$`));
    expect(await app.tab.locator('[data-action=filter][aria-pressed=true]').count()).toBe(1);
  }
});

test('a group with a problem unfolds by itself, and folds up again with Clear', async ({ app, sandbox, healthy }) => {
  const open = () => app.tab.locator('details.group[open]').count();
  await app.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  expect(await open()).toBeGreaterThan(0);
  await app.action('clear').click();
  await expect.poll(open).toBe(0);
  await app.run(healthy);
  expect(await open()).toBe(0);
});

test('colours follow the system until others are chosen', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.tab.emulateMedia({ colorScheme: 'light' });
  const ground = () => app.tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await app.tab.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  expect(light).not.toBe(dark);
  await app.tab.emulateMedia({ colorScheme: 'light' });
  for (const [name, wanted] of [['dark', dark], ['light', light], ['system', light]]) {
    await app.action('theme').click();
    expect(await ground(), name).toBe(wanted);
    expect(await app.action('theme').getAttribute('aria-label')).toBe(`Theme: ${name}`);
  }
});

test('shortcuts are listed by a button, and no letter or sign alone is one', async ({ app, healthy }) => {
  await app.fill(healthy);
  const list = app.tab.locator('#shortcuts');
  await app.action('send').focus();
  await app.tab.keyboard.press('?');
  expect(await list.isVisible()).toBe(false);
  await app.action('show-shortcuts').press('Enter');
  expect(await list.isVisible()).toBe(true);
  await app.tab.keyboard.press('Escape');
  expect(await list.isVisible()).toBe(false);
  expect(await app.sent()).toEqual([]);
});

test('Escape stops a run, and Ctrl+Shift+Enter runs the checks', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  await app.tab.keyboard.press('Escape');
  await app.until('stopped');
  await app.fill(healthy);
  await app.field('prompt').focus();
  await app.starts(() => app.tab.keyboard.press('Control+Shift+Enter'));
  await app.until('done');
  expect((await app.results()).requests).toBeGreaterThan(1);
});

test('each point is announced when it is judged', async ({ app, healthy }) => {
  const heard = app.tab.locator('.points-heard');
  expect((await heard.textContent()).trim()).toBe('');
  await app.run(healthy);
  expect(await heard.textContent()).toMatch(/Authentication: Pass\. Routing: Pass\. Model: Pass\. Contract: Pass\./);
});

test('on a laptop the verdict is in view after a click on either main button', async ({ app, healthy }) => {
  await app.tab.setViewportSize({ width: 1280, height: 720 });
  await app.fill(healthy);
  for (const action of ['send', 'validate']) {
    await app.action(action).scrollIntoViewIfNeeded();
    await app.starts(() => app.action(action).click());
    await app.until('done');
    expect(await isInWindow(app, '[data-outcome] h2'), action).toBe(true);
    expect(await app.tab.locator('[data-outcome]').evaluate((at) => at.getBoundingClientRect().top >= 0), action).toBe(true);
  }
});

test('on a phone a run brings its result into view', async ({ app, healthy }) => {
  await app.tab.setViewportSize({ width: 375, height: 667 });
  await app.fill(healthy);
  await app.action('send').scrollIntoViewIfNeeded();
  expect(await isInWindow(app, '#results')).toBe(false);
  await app.send();
  await app.until('done');
  expect(await isInWindow(app, '[data-outcome]')).toBe(true);
});
