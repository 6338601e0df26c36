// The tabs beside the check: compare, drills, watch.
import { readFile } from 'node:fs/promises';
import { freshKey } from './support/canary.mjs';
import { expect, test } from './support/fixtures.mjs';

const LONG_MS = 60_000;

const tab = (app, name) => app.tab.locator(`[data-tab=${name}]`).click();
const scenario = (app, id) => app.tab.locator(`[data-scenario=${id}]`);
/** A field of a tab, with the part around it unfolded. */
const field = async (app, name) => {
  const at = app.tab.locator(`[name=${name}]`);
  await at.evaluate((it) => { for (let fold = it.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true; });
  return at;
};
const type = async (app, name, text) => (await field(app, name)).fill(text);

/** Runs the scenario and waits for its verdict. */
async function run(app, id) {
  await expect(scenario(app, id)).toHaveAttribute('data-verdict', /^(pending|pass|warn|fail|inconclusive)$/);
  await scenario(app, id).locator('[data-action=run-scenario]').click();
  await expect(scenario(app, id)).toHaveAttribute('data-verdict', /^(pass|warn|fail|inconclusive)$/, { timeout: LONG_MS });
  return scenario(app, id).getAttribute('data-verdict');
}

/** The verdicts of a row of the comparison, target by target. */
const cells = (app, check) => app.tab.locator(`td[data-check=${check}]`).evaluateAll((all) => all.map((it) => it.dataset.verdict));

test('the arrows choose among the tabs, and a run that is sent is shown on the first', async ({ app, healthy }) => {
  await app.tab.locator('[data-tab=check]').focus();
  for (const [key, chosen] of [['ArrowRight', 'compare'], ['End', 'watch'], ['ArrowRight', 'check'], ['ArrowLeft', 'watch'], ['ArrowLeft', 'drills']]) {
    await app.tab.keyboard.press(key);
    await expect(app.tab.locator(`[data-tab=${chosen}]`)).toBeFocused();
    await expect(app.tab.locator('[data-tab][aria-selected=true]')).toHaveAttribute('data-tab', chosen);
    await expect(app.tab.locator('#results')).toBeVisible({ visible: chosen === 'check' });
  }
  // With another key they are the browser's.
  for (const key of ['Alt+ArrowRight', 'Control+Home', 'Shift+ArrowLeft']) await app.tab.keyboard.press(key);
  await expect(app.tab.locator('[data-tab=drills]')).toHaveAttribute('aria-selected', 'true');
  await app.run(healthy);
  await expect(app.tab.locator('[data-tab=check]')).toHaveAttribute('aria-selected', 'true');
  expect((await app.results()).diagnosis).toBeNull();
});

test('models that are ticked are compared, and the comparison opens again from its file', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  await app.action('load-models').click();
  await tab(app, 'compare');
  for (const model of ['sandbox-large', 'sandbox-embed']) await app.tab.locator(`[name=compared_model][value=${model}]`).check();
  expect(await app.tab.locator('[name=model_2]').inputValue()).toBe('sandbox-large');
  await expect(scenario(app, 'compare').locator('[data-cost]')).toContainText('Sends 18 requests');
  expect(await run(app, 'compare')).toBe('fail');
  expect(await app.tab.locator('th[data-target]').allTextContents()).toEqual(['sandbox-small', 'sandbox-large', 'sandbox-embed']);
  expect(await cells(app, 'model')).toEqual(['pass', 'pass', 'fail']);
  expect(await cells(app, 'contract-drift')).toEqual(['pass', 'pass', 'inconclusive']);
  const [download] = await Promise.all([app.tab.waitForEvent('download'), scenario(app, 'compare').locator('[data-action=download-json]').click()]);
  const file = await download.path();
  await app.action('clear').click();
  await tab(app, 'compare');
  expect(await cells(app, 'model')).toEqual([]);
  await app.tab.locator('[name=report_file]').setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: await readFile(file) });
  await expect(app.tab.locator('td[data-check=model]')).toHaveCount(3);
  expect(await cells(app, 'model')).toEqual(['pass', 'pass', 'fail']);
  expect((await sandbox.requests()).length).toBeGreaterThanOrEqual(18);
});

test('no more models can be ticked than are compared', async ({ unopened: app, sandbox, healthy }) => {
  app.keys.push(healthy.api_key);
  const models = [healthy.model, ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `m-${name}`)];
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { gateways: [{ name: 'Here', base_url: healthy.base_url, models }] } }));
  await app.open(sandbox.page);
  await tab(app, 'compare');
  const tick = (name) => app.tab.locator(`[name=compared_model][value=m-${name}]`);
  for (const name of ['a', 'b', 'c', 'd', 'e']) await tick(name).check();
  await expect(tick('f')).toBeDisabled();
  await tick('b').uncheck();
  await tick('f').check();
  await expect(app.tab.locator('[name=model_3]')).toHaveValue('m-f');
});

test('a further gateway gets its own key and no other, and all keys are covered', async ({ app, sandbox, healthy }) => {
  const own = freshKey();
  app.keys.push(own);
  await app.fill(healthy);
  await tab(app, 'compare');
  await type(app, 'base_url_2', sandbox.base('echo-key'));
  await type(app, 'api_key_2', own);
  expect(await run(app, 'compare')).toBe('fail');
  const columns = await app.tab.locator('th[data-target]').allTextContents();
  expect(columns).toHaveLength(2);
  expect(await cells(app, 'authentication')).toEqual(['pass', 'fail']);
  // A target opens on the first tab, whole.
  await scenario(app, 'compare').locator('[data-action=open-trial][value="2"]').press('Enter');
  await expect(app.tab.locator('[data-diagnosis=key-rejected]')).toBeVisible();
  await expect(app.tab.locator('#results')).toBeFocused();
});

test('a target that must not be sent to is named, and nothing is sent', async ({ app, sandbox, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'compare');
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#model_2-missing')).toContainText('Enter a second target');
  await type(app, 'base_url_2', 'gateway.example');
  await expect(app.tab.locator('#model_2-missing'), 'a second target was entered').toHaveText('');
  await expect(app.tab.locator('#compare [data-problem=base_url]')).toBeVisible();
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(scenario(app, 'compare')).toHaveAttribute('data-verdict', 'pending');
  expect(await sandbox.requests()).toEqual([]);
});

test('a target that is added gets the keyboard, and a note when it is not ready', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'compare');
  for (const place of [3, 4, 5, 6]) {
    await app.action('add-target').press('Enter');
    await expect(app.tab.locator(`[name=model_${place}]`)).toBeFocused();
  }
  await expect(app.action('add-target')).toBeHidden();
  await type(app, 'model_2', 'sandbox-large');
  await type(app, 'base_url_5', 'gateway.example');
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#model_5-missing')).toContainText('This target is not ready.');
  await expect(app.tab.locator('[name=model_5]')).toHaveAccessibleDescription(/This target is not ready/);
});

test('a field of a drill is described by its hint, and by what is missing', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'drills');
  const key = app.tab.locator('[name=new_api_key]');
  await expect(key).toHaveAccessibleDescription(/The key that replaces the one/);
  await scenario(app, 'rotation').locator('[data-action=run-scenario]').click();
  await expect(key).toHaveAccessibleDescription(/Enter the new key\./);
});

test('the steps of a scenario are announced, and not each request', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'compare');
  await type(app, 'model_2', 'sandbox-large');
  await app.tab.evaluate(() => {
    window.heard = [];
    new MutationObserver((changes) => {
      const at = new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest('[role=status]')));
      for (const region of at) if (region?.textContent.trim()) window.heard.push(region.textContent.trim());
    }).observe(document.querySelector('#compare'), { subtree: true, childList: true, characterData: true });
  });
  await run(app, 'compare');
  const sentence = (await scenario(app, 'compare').locator('.outcome .sentence').textContent()).trim();
  await expect.poll(() => app.tab.evaluate(() => window.heard)).toEqual(['1 of 2: sandbox-small', '2 of 2: sandbox-large', sentence]);
});

test('a rotation with two keys that both work is a warning with steps', async ({ app, healthy }) => {
  const fresh = freshKey();
  app.keys.push(fresh);
  await app.fill(healthy);
  await tab(app, 'drills');
  await scenario(app, 'rotation').locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#new_api_key-missing')).toContainText('Enter the new key.');
  await type(app, 'new_api_key', fresh);
  await expect(scenario(app, 'rotation').locator('[data-cost]')).toContainText('Sends 2 requests');
  expect(await run(app, 'rotation')).toBe('warn');
  await expect(scenario(app, 'rotation').locator('.steps li').first()).toHaveText('Move every program to the new key.');
  // What was typed is deleted with every other key.
  await app.action('clear').click();
  await tab(app, 'drills');
  expect(await app.tab.locator('[name=new_api_key]').inputValue()).toBe('');
  await expect(scenario(app, 'rotation')).toHaveAttribute('data-verdict', 'pending');
});

test('a further model is sent with the consent for the key of the form', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, api_key: `ghp_${'gctest'}0123456789` });
  await app.tab.locator('[data-weight=needs-consent] input[type=checkbox]').check();
  await tab(app, 'compare');
  await type(app, 'model_2', 'sandbox-large');
  await run(app, 'compare');
  expect(await app.tab.locator('th[data-target]').allTextContents()).toEqual(['sandbox-small', 'sandbox-large']);
  // The sandbox rejects the key, so each target is sent the prompt only.
  expect(await sandbox.requests()).toHaveLength(2);
});

test('a new key of another system is sent only with consent', async ({ app, sandbox, healthy }) => {
  const foreign = ['ghp', 'gctest0123456789abcdef'].join('_');
  app.keys.push(foreign);
  await app.fill(healthy);
  await tab(app, 'drills');
  await type(app, 'new_api_key', foreign);
  const card = scenario(app, 'rotation');
  await expect(card.locator('[data-weight=needs-consent]')).toContainText('GitHub');
  await card.locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#new_api_key-missing')).toContainText('Tick “Send anyway” first');
  await expect(card).toHaveAttribute('data-verdict', 'pending');
  expect(await sandbox.requests()).toHaveLength(0);
  await card.getByRole('checkbox', { name: 'Send anyway' }).check();
  await expect(app.tab.locator('#new_api_key-missing'), 'it was ticked').toHaveText('');
  // The sandbox only knows keys of its own form.
  expect(await run(app, 'rotation')).toBe('fail');
  expect(await sandbox.requests()).toHaveLength(2);
});

test('the outcome of a scenario is announced in a region that was there before', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'drills');
  const card = scenario(app, 'observability');
  const region = await card.locator('[role=status].visually-hidden').elementHandle();
  expect(await region.textContent()).toBe('');
  await run(app, 'observability');
  const sentence = (await card.locator('.outcome .sentence').textContent()).trim();
  await expect.poll(() => region.textContent()).toBe(sentence);
  expect(await region.evaluate((at) => at.isConnected)).toBe(true);
  await expect(card.getByRole('status').filter({ hasText: sentence })).toHaveCount(1);
});

test('stop ends a scenario at once, and a run of the check waits for it', async ({ app, sandbox, healthy }) => {
  await app.fill({ ...healthy, base_url: sandbox.base('never-answers') });
  await tab(app, 'compare');
  await type(app, 'model_2', 'sandbox-large');
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(scenario(app, 'compare')).toHaveAttribute('data-verdict', 'running');
  await app.action('send').click();
  await expect(app.tab.locator('#boot-note')).toContainText('Stop the run on the other tab first.');
  expect(await app.state()).toBe('idle');
  await app.action('stop-scenario').press('Enter');
  await expect(scenario(app, 'compare')).toHaveAttribute('data-verdict', 'inconclusive');
  await expect(app.action('stop-scenario'), 'it keeps the keyboard').toBeFocused();
  await app.action('send').focus();
  await expect(app.action('stop-scenario')).toBeHidden();
});

test('after the time of inactivity a scenario ends, and nothing of its keys is left', async ({ unopened: app, sandbox, healthy }) => {
  const fresh = freshKey();
  app.keys.push(fresh);
  await app.tab.clock.install();
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { defaults: { key_minutes: 1 } } }));
  await app.open(sandbox.page);
  // The first target says its key aloud, the second never answers.
  await app.fill({ ...healthy, base_url: sandbox.base('echo-key'), timeout_s: 600 });
  await tab(app, 'compare');
  await type(app, 'base_url_2', sandbox.base('never-answers'));
  await type(app, 'api_key_2', fresh);
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(scenario(app, 'compare').locator('.progress')).toContainText('2 of 2');
  await app.tab.clock.fastForward('02:00');
  await expect(app.tab.locator('#boot-note')).toContainText('and the run was stopped');
  await expect(scenario(app, 'compare')).toHaveAttribute('data-verdict', 'pending');
  for (const name of ['api_key', 'api_key_2']) expect(await app.tab.locator(`[name=${name}]`).inputValue()).toBe('');
});

test('a further target whose key was deleted is not sent to without one', async ({ app, sandbox, healthy }) => {
  const own = freshKey();
  app.keys.push(own);
  await app.fill(healthy);
  await tab(app, 'compare');
  await type(app, 'base_url_2', sandbox.base('echo-key'));
  await type(app, 'api_key_2', own);
  await app.tab.evaluate(() => { const { now } = Date; Date.now = () => now() + 20 * 60_000; });
  await app.tab.keyboard.press('Shift');
  await expect(app.tab.locator('#compare [data-problem=api_key]')).toHaveText(/The key was deleted/);
  await app.fill({ api_key: healthy.api_key });
  await scenario(app, 'compare').locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#model_2-missing')).toContainText('This target is not ready.');
  expect(await sandbox.requests()).toEqual([]);
  await type(app, 'api_key_2', own);
  await expect(app.tab.locator('#compare [data-problem=api_key]')).toHaveCount(0);
});

test('a watch says what it costs, shows each prompt, and is stopped and saved', async ({ app, healthy }) => {
  await app.tab.clock.install();
  await app.tab.reload();
  await app.isApp('ready');
  await app.fill(healthy);
  await tab(app, 'watch');
  await type(app, 'watch_every_s', '4');
  await scenario(app, 'watch').locator('[data-action=run-scenario]').click();
  await expect(app.tab.locator('#watch_every_s-missing')).toContainText('from 5 to 300');
  await type(app, 'watch_every_s', '5');
  await type(app, 'watch_minutes', '60');
  await expect(scenario(app, 'watch').locator('[data-cost]')).toContainText('up to 720 requests');
  await scenario(app, 'watch').locator('[data-action=run-scenario]').click();
  for (const sent of ['1', '2', '3']) {
    await expect(scenario(app, 'watch')).toHaveAttribute('data-requests', sent);
    await app.tab.clock.runFor(5_000);
  }
  await expect(scenario(app, 'watch')).toHaveAttribute('data-verdict', 'running');
  await app.action('stop-scenario').click();
  await expect(scenario(app, 'watch')).toHaveAttribute('data-verdict', 'pass');
  await expect(scenario(app, 'watch').locator('.figures')).toContainText('100 %');
  await expect(scenario(app, 'watch').locator('[data-came=answered]')).toHaveCount(1);
  await expect(scenario(app, 'watch').locator('[data-action=download-json]')).toBeVisible();
});

test('a watch goes on while a report is opened on the first tab', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'watch');
  await type(app, 'watch_every_s', '300');
  await scenario(app, 'watch').locator('[data-action=run-scenario]').click();
  await expect(scenario(app, 'watch')).toHaveAttribute('data-requests', '1');
  await tab(app, 'check');
  await app.action('see-example').click();
  await expect(app.tab.locator('[data-opened]')).toBeVisible();
  await tab(app, 'watch');
  await expect(scenario(app, 'watch')).toHaveAttribute('data-verdict', 'running');
  await app.action('stop-scenario').click();
  await expect(scenario(app, 'watch')).toHaveAttribute('data-verdict', 'pass');
});

test('a saved watch that is opened during another takes its place', async ({ app, healthy }) => {
  await app.tab.clock.install();
  await app.tab.reload();
  await app.isApp('ready');
  const watch = scenario(app, 'watch');
  const start = async (model) => {
    await app.fill({ ...healthy, model });
    await watch.locator('[data-action=run-scenario]').click();
    await expect(watch).toHaveAttribute('data-verdict', 'running');
    await expect(watch).toHaveAttribute('data-requests', '1');
  };
  const saved = async () => {
    const [download] = await Promise.all([app.tab.waitForEvent('download'), watch.locator('[data-action=download-json]').click()]);
    return readFile(await download.path());
  };
  await tab(app, 'watch');
  await type(app, 'watch_every_s', '300');
  await start(healthy.model);
  await app.action('stop-scenario').click();
  await expect(watch).toHaveAttribute('data-verdict', 'pass');
  const first = await saved();
  await start('sandbox-large');
  await app.tab.locator('[name=report_file]').setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: first });
  await expect(watch).toHaveAttribute('data-verdict', 'pass');
  expect(JSON.parse(await saved()).target.model).toBe(healthy.model);
});

test('a key that a saved watch holds is covered once it is typed', async ({ app, healthy }) => {
  await app.fill(healthy);
  await tab(app, 'watch');
  const watch = scenario(app, 'watch');
  await type(app, 'watch_every_s', '300');
  await watch.locator('[data-action=run-scenario]').click();
  await expect(watch).toHaveAttribute('data-requests', '1');
  await app.action('stop-scenario').click();
  await expect(watch).toHaveAttribute('data-verdict', 'pass');
  const [download] = await Promise.all([app.tab.waitForEvent('download'), watch.locator('[data-action=download-json]').click()]);
  const report = JSON.parse(await readFile(await download.path(), 'utf8'));
  Object.assign(report.scenario.watch.beats[0], { came: 'refused', kind: 'quetzalcoatl' });
  const buffer = Buffer.from(JSON.stringify(report));
  await app.tab.locator('[name=report_file]').setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer });
  const changes = watch.locator('.changes');
  await expect(changes).toContainText('quetzalcoatl');
  await app.field('api_key').fill('quetzalcoatl');
  await expect(changes).toContainText('[key]');
  await expect(changes).not.toContainText('quetzalcoatl');
});

test('a locked page shows its tabs with the rest of its settings', async ({ unopened: app, sandbox, healthy }) => {
  const config = { only_these_gateways: true, gateways: [{ name: 'Here', base_url: healthy.base_url, models: [healthy.model] }] };
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: config }));
  await app.open(sandbox.page);
  await expect(app.tab.locator('[data-tab=compare]')).toBeHidden();
  await app.unfold('settings');
  await tab(app, 'compare');
  await type(app, 'base_url_2', sandbox.base('keyless'));
  await expect(app.tab.locator('#compare [data-problem=base_url]')).toBeVisible();
});

test('the host presets the drills of a gateway, and what somebody typed stays', async ({ unopened: app, sandbox, healthy }) => {
  const gateway = (name, drills) => ({ name, base_url: sandbox.base(name), models: [healthy.model], drills });
  const gateways = [gateway('policy', { forbidden_prompt: 'Something forbidden.', alternatives: ['sandbox-large', 'sandbox-tiny'] }), gateway('policy-none', { forbidden_prompt: 'Another one.' })];
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: { gateways } }));
  await app.open(sandbox.page);
  app.keys.push(healthy.api_key);
  await tab(app, 'drills');
  const text = (name) => app.tab.locator(`[name=${name}]`);
  await expect(text('forbidden_prompt')).toHaveValue('Something forbidden.');
  await expect(text('alternatives')).toHaveValue('sandbox-large\nsandbox-tiny');
  await text('alternatives').fill('sandbox-large');
  await app.field('gateway').selectOption('policy-none');
  await expect(text('forbidden_prompt')).toHaveValue('Another one.');
  await expect(text('alternatives')).toHaveValue('sandbox-large');
});

// Each drill where it passes and where it does not; every row is tried natively.
const DRILLS = [
  ['rotation', 'rotates', { new_api_key: 'gc-test-new-0123456789' }, 'pass', 2],
  ['rotation', 'rotates-wrong', { new_api_key: 'gc-test-new-0123456789' }, 'fail', 2],
  ['policy', 'policy', { forbidden_prompt: 'Something forbidden.', forbidden_model: 'sandbox-large' }, 'pass', 3],
  ['policy', 'policy-none', { forbidden_prompt: 'Something forbidden.' }, 'fail', 2],
  ['fallback', 'falls-back', { alternatives: 'sandbox-large' }, 'pass', 8],
  ['observability', 'headers-hidden', {}, 'warn', 4],
];

for (const [id, row, fields, verdict, requests] of DRILLS) {
  test(`${id} against ${row}: ${verdict}, with the announced requests`, async ({ app, sandbox, healthy }) => {
    const key = 'gc-test-old-0123456789abcdef';
    await app.fill({ ...healthy, api_key: key, base_url: sandbox.base(row) });
    if (fields.new_api_key) app.keys.push(fields.new_api_key);
    await tab(app, 'drills');
    for (const [name, text] of Object.entries(fields)) await type(app, name, text);
    await expect(scenario(app, id).locator('[data-cost]')).toContainText(`Sends ${requests} requests`);
    expect(await run(app, id)).toBe(verdict);
    expect(await sandbox.requests()).toHaveLength(requests);
    await expect(scenario(app, id).locator('.finding')).not.toHaveCount(0);
    await expect(scenario(app, id).locator('.steps')).toHaveCount(verdict === 'pass' ? 0 : 1);
  });
}
