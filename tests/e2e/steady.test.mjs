// What holds still: open rows, the focus, announcements, consent, what was typed early. And what Clear leaves.
import { expect, test } from './support/fixtures.mjs';

/** Folds out whatever is folded. */
const openAll = (app) => app.tab.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
});

const focused = (app) => app.tab.evaluate(() => {
  const at = document.activeElement;
  return at.dataset.action || at.name || at.type || at.tagName;
});

const consentTick = (app) => app.tab.locator('[data-weight=needs-consent]:visible input[type=checkbox]').first();
/** A key that needs consent: of another system. */
const foreign = ({ api_key }) => api_key.replace('gc-test-', 'sk-ant-gc-test-');

test('an opened check stays open on a filter, on a rerun and when the next reply comes', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing') });
  await openAll(app);
  const row = app.tab.locator('[data-check=usage-reported] details').first();
  const opened = await row.elementHandle();
  const stays = async (when) => {
    expect(await opened.evaluate((at) => at.isConnected && at.open), when).toBe(true);
  };
  await stays('before');
  await app.tab.locator('[data-action=filter][value=problems]').click();
  await stays('on a filter');
  await app.starts(() => app.tab.locator('[data-check=usage-reported] [data-action=ask-again]').click());
  await app.until('done');
  await stays('after it was run again');
  await app.validate({ profile: 'standard' });
  await stays('after a run of many requests');
});

test('a rerun without an answer leaves no empty answer above its problem', async ({ app, sandbox, healthy }) => {
  const answer = app.tab.locator('.answer');
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing') });
  await expect(answer).toBeVisible();
  await openAll(app);
  await app.tab.route('**/chat/completions', (route) => route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' }, body: '' }));
  await app.starts(() => app.tab.locator('[data-check=usage-reported] [data-action=ask-again]').click());
  await app.until('done');
  await expect(answer).toBeHidden();
  await expect(app.tab.locator('[data-diagnosis]').first()).toBeVisible();
});

test('the focus stays on what was pressed', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, api_key: foreign(healthy) });
  await consentTick(app).focus();
  await app.tab.keyboard.press('Space');
  expect(await consentTick(app).isChecked()).toBe(true);
  expect(await focused(app)).toBe('checkbox');
  await app.fill({ ...healthy, base_url: sandbox.base('usage-missing') });
  await app.starts(() => app.action('send').press('Enter'));
  await app.until('done');
  expect(await focused(app)).toBe('send');
  const filter = app.tab.locator('[data-action=filter][value=problems]');
  await filter.press('Enter');
  await expect(filter).toHaveAttribute('aria-pressed', 'true');
  expect(await focused(app)).toBe('filter');
  await openAll(app);
  await app.starts(() => app.tab.locator('[data-check=usage-reported] [data-action=ask-again]').press('Enter'));
  await app.until('done');
  expect(await focused(app)).toBe('ask-again');
});

test('a button that can start nothing while a run is under way says so', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing') });
  await openAll(app);
  const ofForm = ['send', 'validate', 'repeat', 'burst'];
  const ofResults = ['ask-again', 'ask-failed-again', 'run-profile'];
  const areBusy = async (isBusy, actions = [...ofForm, ...ofResults]) => {
    for (const action of actions) {
      await expect(app.action(action), action).toHaveAttribute('aria-disabled', String(isBusy));
    }
  };
  await areBusy(false);
  // Never answered.
  await app.tab.route('**/chat/completions', () => {});
  await app.starts(() => app.tab.locator('[data-check=usage-reported] [data-action=ask-again]').click());
  await app.until('running');
  await areBusy(true);
  await app.action('stop').click();
  await app.until('stopped');
  await areBusy(false, ofForm);
});

test('Stop keeps the keyboard where it was', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  await app.action('stop').press('Enter');
  await app.until('stopped');
  expect(await focused(app)).toBe('stop');
});

/** Runs in the page: notes whatever a live region says, from now on. */
function listen() {
  window.heard = [];
  const regions = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
  new MutationObserver((changes) => {
    const at = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(regions)));
    for (const region of at) if (region?.textContent.trim()) window.heard.push(region.textContent.trim());
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const heard = (app) => app.tab.evaluate(() => window.heard.splice(0));

test('a live region is silent as long as its text is the same', async ({ app, healthy }) => {
  await app.fill({ ...healthy, api_key: foreign(healthy) });
  await expect(app.tab.locator('[data-problem=api_key]:visible')).toHaveCount(1);
  await app.tab.evaluate(listen);
  await app.field('model').pressSequentially('-more');
  await app.field('prompt').pressSequentially(' More.');
  expect(await heard(app)).toEqual([]);
  await app.field('model').fill('');
  await app.action('send').click();
  await app.tab.locator('[data-problem=model]:visible').first().waitFor();
  expect((await heard(app)).length).toBe(1);
});

/** The live regions that a screen reader does not know, or does not listen to. */
const deaf = (app) => app.tab.locator('[role=status], [role=alert], [aria-live]').evaluateAll((all) => all
  .filter((at) => at.id !== 'boot-trouble' && at.parentElement.checkVisibility())
  .filter((at) => getComputedStyle(at).display === 'none' || at.closest('[aria-busy=true]'))
  .map((at) => at.outerHTML.slice(0, 100)));

test('a live region is there before its text, also while a run is under way', async ({ app, sandbox, healthy }) => {
  await app.tab.locator('[data-tab=compare]').click();
  expect(await deaf(app)).toEqual([]);
  await app.tab.locator('[data-tab=check]').click();
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers'), timeout_s: 600 });
  await app.send();
  await app.until('running');
  expect(await deaf(app)).toEqual([]);
  await app.action('stop').click();
  await app.until('stopped');
});

test('nothing is announced twice in a run', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('usage-missing') });
  await app.tab.evaluate(listen);
  await app.validate({ profile: 'standard' });
  const said = await heard(app);
  expect(said.join(' | ')).toMatch(/Routing: Pass/);
  expect(said.filter((text, at) => said.indexOf(text) !== at)).toEqual([]);
});

test('Clear leaves nothing of the last run anywhere in the document', async ({ app, sandbox, healthy }) => {
  const prompt = 'Say: quetzalcoatl';
  await app.run({ ...healthy, base_url: sandbox.base('usage-missing'), prompt });
  expect(await app.reply()).toMatch(/\w/);
  await openAll(app);
  await app.tab.locator('[data-check] [data-action=show-evidence], [data-action=show-evidence]').first().click();
  await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
  await openAll(app);
  await app.tab.keyboard.press('Escape');
  const holds = (text) => app.tab.evaluate((text) => document.documentElement.outerHTML.includes(text), text);
  expect(await holds('sandbox-small')).toBe(true);
  await app.action('clear').click();
  await app.fill({ base_url: '', model: '', prompt: 'Other.' });
  const left = [];
  for (const text of [prompt, 'quetzalcoatl', 'usage-missing', healthy.model, 'chatcmpl']) if (await holds(text)) left.push(text);
  expect(left).toEqual([]);
  expect(await app.tab.locator('[data-exchange]').count()).toBe(0);
});

test('a changed base URL or key takes consent back, however it was changed', async ({ app, healthy }) => {
  const asks = async (change, when) => {
    await app.fill({ ...healthy, api_key: foreign(healthy) });
    await consentTick(app).check();
    await change();
    await expect(consentTick(app), when).not.toBeChecked();
  };
  await asks(() => app.fill({ base_url: `${healthy.base_url}/x` }), 'typed');
  await asks(() => app.fill({ api_key: `${foreign(healthy)}x` }), 'another key');
  await asks(() => app.tab.evaluate((base_url) => { location.hash = new URLSearchParams({ base_url }); }, `${healthy.base_url}/linked`), 'by a link');
  // A correction that the page offers: of a base URL that can be called as it is.
  await app.fill({ ...healthy, base_url: `${healthy.base_url}/v1`, api_key: foreign(healthy) });
  await consentTick(app).check();
  await app.tab.locator('[data-problem=base_url] button').first().click();
  await expect(app.field('base_url')).toHaveValue(healthy.base_url);
  await expect(consentTick(app), 'by a correction').not.toBeChecked();
  await app.action('send').click();
  expect(await app.sent()).toEqual([]);
});

test('what was typed before the program arrived survives with focus and selection', async ({ unopened: app, sandbox, healthy }) => {
  let allow;
  const allowed = new Promise((resolve) => { allow = resolve; });
  await app.tab.route('**/*.wasm', async (route) => { await allowed; await route.continue(); });
  await app.tab.goto(sandbox.page);
  await app.fill(healthy);
  await app.field('prompt').focus();
  await app.field('prompt').evaluate((at) => at.setSelectionRange(4, 9, 'backward'));
  const place = () => app.tab.evaluate(() => {
    const { name, selectionStart, selectionEnd, selectionDirection } = document.activeElement;
    return [name, selectionStart, selectionEnd, selectionDirection];
  });
  const before = await place();
  expect(before).toEqual(['prompt', 4, 9, 'backward']);
  allow();
  await app.isApp('ready');
  expect(await app.typed()).toEqual(healthy);
  expect(await place()).toEqual(before);
});

test('a program that arrives while a character is composed waits for it', async ({ unopened: app, sandbox }) => {
  let allow;
  const allowed = new Promise((resolve) => { allow = resolve; });
  await app.tab.route('**/*.wasm', async (route) => { await allowed; await route.continue(); });
  await app.tab.goto(sandbox.page);
  const keys = await app.tab.context().newCDPSession(app.tab);
  await app.field('prompt').fill('');
  await app.field('prompt').focus();
  await keys.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  const field = await app.field('prompt').elementHandle();
  allow();
  await app.tab.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0));
  await keys.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  expect(await field.evaluate((at) => [at.isConnected, at.value])).toEqual([true, 'にほん']);
  await keys.send('Input.insertText', { text: '日本' });
  await app.isApp('ready');
  await expect(app.field('prompt')).toHaveValue('日本');
  await expect(app.field('prompt')).toBeFocused();
});
