// What helps a reader along: the welcome, the verdict in one sentence, filters, colours, shortcuts.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';

const outcome = (page) => page.tab.locator('[data-outcome]').getAttribute('data-outcome');
const sentence = (page) => page.tab.locator('[data-outcome]').innerText();
const shownChecks = (page) => page.tab.locator('[data-check]:visible').count();

/** The part of the window that the element covers. */
const isInWindow = (page, selector) => page.tab.locator(selector).evaluate((at) => at.getBoundingClientRect().top < window.innerHeight);

test('a first visit is welcomed until something is sent, and again after Clear', async ({ page, healthy }) => {
  const welcome = page.tab.getByText('What you need');
  assert.ok(await welcome.isVisible());
  await page.run(healthy);
  assert.ok(!await welcome.isVisible());
  await page.action('clear').click();
  assert.ok(await welcome.isVisible());
});

test('a preset sandbox is tried with one click, and no other gateway is called one', async ({ page, sandbox }) => {
  const config = (name) => ({ gateways: [{ name, base_url: sandbox.base('keyless'), models: [sandbox.model] }] });
  let served = config('Production');
  await page.tab.route('**/config.json', (route) => route.fulfill({ json: served }));
  await page.open(sandbox.page);
  assert.ok(!await page.action('try-sandbox').isVisible());
  served = config('Our Sandbox');
  await page.open(sandbox.page);
  assert.deepEqual(await page.sent(), []);
  await page.starts(() => page.action('try-sandbox').click());
  await page.until('done');
  assert.match(await page.reply(), /^Hello/);
}, { opened: false });

test('the run is summed up in one sentence, and what is wrong comes with what to do first', async ({ page, sandbox, healthy }) => {
  assert.equal(await outcome(page), 'pending');
  await page.run(healthy);
  assert.equal(await outcome(page), 'pass');
  assert.match(await sentence(page), /^Ready: /);
  assert.doesNotMatch(await sentence(page), /What to do first/);
  await page.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  assert.equal(await outcome(page), 'fail');
  assert.match(await sentence(page), /^Not ready: [^]*What to do first: /);
});

test('the list of checks shows problems alone, or what was not asked, and says how many', async ({ page, sandbox, healthy }) => {
  await page.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  const all = await shownChecks(page);
  const count = (verdicts) => page.tab.locator(verdicts.map((it) => `[data-check][data-verdict=${it}]`).join(',')).count();
  const problems = await count(['fail', 'warn', 'inconclusive']);
  const notAsked = await count(['skipped']);
  assert.ok(problems > 0 && notAsked > 0 && problems + notAsked < all);
  for (const [value, shown] of [['problems', problems], ['not-asked', notAsked], ['all', all]]) {
    const filter = page.tab.locator(`[data-action=filter][value=${value}]`);
    await filter.click();
    assert.equal(await shownChecks(page), shown, value);
    assert.equal(await filter.getAttribute('aria-pressed'), 'true');
    assert.match(await filter.innerText(), new RegExp(`\\(${shown}\\)$`));
    assert.equal(await page.tab.locator('[data-action=filter][aria-pressed=true]').count(), 1);
  }
});

test('colours follow the system until others are chosen', async ({ page, healthy }) => {
  await page.fill(healthy);
  await page.tab.emulateMedia({ colorScheme: 'light' });
  const ground = () => page.tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.tab.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  assert.notEqual(light, dark);
  await page.tab.emulateMedia({ colorScheme: 'light' });
  for (const [name, wanted] of [['dark', dark], ['light', light], ['system', light]]) {
    await page.action('theme').click();
    assert.equal(await ground(), wanted, name);
    assert.equal(await page.action('theme').getAttribute('aria-label'), `Colours: ${name}`);
  }
});

test('shortcuts are listed under ?, but not while somebody types', async ({ page, healthy }) => {
  await page.fill(healthy);
  const list = page.tab.locator('#shortcuts');
  await page.field('prompt').focus();
  await page.tab.keyboard.press('?');
  assert.ok(!await list.isVisible());
  assert.ok((await page.typed()).prompt.includes('?'));
  await page.action('send').focus();
  await page.tab.keyboard.press('?');
  assert.ok(await list.isVisible());
  await page.tab.keyboard.press('Escape');
  assert.ok(!await list.isVisible());
  assert.deepEqual(await page.sent(), []);
});

test('Escape stops a run, and Ctrl+Shift+Enter runs the checks', async ({ page, sandbox, healthy }) => {
  await page.fill({ ...healthy, base_url: sandbox.base('never-answers') });
  await page.send();
  await page.until('running');
  await page.tab.keyboard.press('Escape');
  await page.until('stopped');
  await page.fill(healthy);
  await page.field('prompt').focus();
  await page.starts(() => page.tab.keyboard.press('Control+Shift+Enter'));
  await page.until('done');
  assert.ok((await page.results()).requests > 1);
});

test('each point is announced when it is judged', async ({ page, healthy }) => {
  const heard = page.tab.locator('[role=status].unseen');
  assert.equal((await heard.textContent()).trim(), '');
  await page.run(healthy);
  assert.match(await heard.textContent(), /Authentication: Pass\. Routing: Pass\. Model: Pass\. Contract: Pass\./);
});

test('on a phone a run brings its result into view', async ({ page, healthy }) => {
  await page.fill(healthy);
  await page.action('send').scrollIntoViewIfNeeded();
  assert.ok(!await isInWindow(page, '#results'));
  await page.send();
  await page.until('done');
  assert.ok(await isInWindow(page, '[data-outcome]'));
}, { viewport: { width: 375, height: 667 } });
