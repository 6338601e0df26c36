// The page as `make serve` serves it: one click on the prefilled form.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { startSandbox } from './support/sandbox.mjs';
import { POINTS, test } from './support/harness.mjs';

const preset = await startSandbox(['--preset']);
after(() => preset.stop());

test('one click gives an answer and four verdicts', async ({ page }) => {
  await page.open(preset.page);
  await page.tab.waitForFunction(() => document.querySelector('[name=base_url]').value !== '');
  assert.equal(await page.reply(), '');
  await page.send();
  await page.until('done');
  const { points, diagnosis, requests } = await page.results();
  assert.match(await page.reply(), /\w/);
  assert.deepEqual([diagnosis, requests], [null, 1]);
  assert.deepEqual(POINTS.map((point) => points[point]), ['warn', 'pass', 'pass', 'pass']);
}, { opened: false, targets: [new URL(preset.base('healthy')).origin] });

/** Opens the page of `at` as if `config` stood beside it, and waits until it has been read. */
async function openWith(page, at, config) {
  await page.tab.route('**/config.json', (route) => route.fulfill(typeof config === 'string' ? { body: config } : { json: config }));
  await page.open(at);
}

const shows = (page, name, value) => page.tab.waitForFunction(
  ([field, wanted]) => document.querySelector(`[name=${field}]`).value === wanted, [name, value]);

for (const [base_url, expected] of [['/gateway/v1', 'gateway/v1'], ['./gateway/v1', 'gateway/v1'], ['../v1', 'v1']]) {
  test(`a base URL may be relative to the page: ${base_url}`, async ({ page, sandbox }) => {
    await openWith(page, `${sandbox.page}index.html?a=/b/`, { gateways: [{ name: 'Here', base_url }] });
    await shows(page, 'base_url', sandbox.page + expected);
    assert.deepEqual(await page.problems(), []);
    assert.equal(await page.tab.locator('[data-final-url]').textContent(), `POST ${sandbox.page}${expected}/chat/completions`);
  }, { opened: false });
}

const here = ({ base_url, model }, more = {}) => ({ name: 'Here', base_url, models: [model], ...more });
const problems = (page) => page.tab.locator('[data-config]').evaluateAll((all) => all.map((at) => [at.dataset.config, at.textContent]));
const noted = (page) => page.tab.locator('#boot-note').textContent();

test('a locked form sends to its gateways alone, whatever is done to it', async ({ page, sandbox, healthy }) => {
  const other = sandbox.base('keyless');
  const linked = `${sandbox.page}#${new URLSearchParams({ base_url: other, prompt: 'linked' })}`;
  await openWith(page, linked, { gateways: [here(healthy)], only_these_gateways: true });
  await shows(page, 'base_url', healthy.base_url);
  assert.match(await noted(page), /was not used/);
  assert.equal(await page.field('prompt').inputValue(), 'linked');
  assert.ok(await page.field('gateway').isVisible());
  assert.ok(!await page.field('base_url').isEditable());
  await page.fill({ api_key: healthy.api_key, repeat: 2 });
  assert.deepEqual(await page.problems(), []);
  // As somebody might with the browser's own tools.
  await page.field('base_url').evaluate((field) => field.removeAttribute('readonly'));
  await page.fill({ base_url: other });
  assert.deepEqual(await page.problems(), ['base_url']);
  for (const action of ['send', 'validate', 'load-models', 'repeat', 'burst']) await page.action(action).click();
  assert.deepEqual(await page.sent(), []);
  await page.run({ base_url: healthy.base_url });
  assert.deepEqual([(await page.results()).diagnosis, (await sandbox.requests()).length], [null, 1]);
}, { opened: false });

test('what a browser remembers does not get past a locked form', async ({ page, sandbox, healthy }) => {
  await page.run({ ...healthy, base_url: sandbox.base('keyless') });
  await page.field('remember').check();
  await openWith(page, sandbox.page, { gateways: [here(healthy)] });
  await shows(page, 'base_url', sandbox.base('keyless'));
  await page.tab.unroute('**/config.json');
  await openWith(page, sandbox.page, { gateways: [here(healthy)], only_these_gateways: true });
  await shows(page, 'base_url', healthy.base_url);
  assert.match(await noted(page), /was not used/);
});

test('every mistake of a file is told, and the page works without it', async ({ page, sandbox, healthy }) => {
  const gateways = [{ name: 'G', base_url: 'g.example/v1', models: 'm', docs_url: 'javascript:alert(1)' }];
  await openWith(page, sandbox.page, { title: 'Not used', gateways, defaults: { timeout_s: 601, profile: 'fast' } });
  await page.tab.locator('[data-config="gateways[0].models"]').waitFor();
  const told = await problems(page);
  assert.deepEqual(told.map(([path]) => path).sort(), [
    '', 'defaults.profile', 'defaults.timeout_s', 'gateways[0].base_url', 'gateways[0].docs_url', 'gateways[0].models']);
  assert.deepEqual(told.find(([path]) => path === 'gateways[0].models')[1], 'gateways[0].models must be a list of texts.');
  assert.notEqual(await page.tab.title(), 'Not used');
  await page.run(healthy);
  assert.equal((await page.results()).diagnosis, null);
}, { opened: false });

test('a file that is no JSON is told with the place', async ({ page, sandbox }) => {
  await openWith(page, sandbox.page, '{\n  "title": "T",\n}');
  await page.tab.locator('[data-config="config.json"]').waitFor();
  assert.match((await problems(page))[1][1], /line 3, column 1/);
}, { opened: false });

test('a file with a key is refused whole, and the field is named', async ({ page, sandbox, healthy }) => {
  await openWith(page, sandbox.page, { gateways: [here(healthy, { api_key: healthy.api_key })] });
  page.keys.push(healthy.api_key);
  await page.tab.locator('[data-config="gateways[0].api_key"]').waitFor();
  assert.match((await problems(page))[1][1], /seems to hold a key/);
  assert.equal((await page.typed()).base_url, '');
}, { opened: false });

for (const [name, answer] of [['missing', { status: 404 }], ['a web page', { contentType: 'text/html', body: '\n<!doctype html><p>app</p>' }]]) {
  test(`a file that is ${name} is no mistake`, async ({ page, sandbox }) => {
    await page.tab.route('**/config.json', (route) => route.fulfill(answer));
    await page.open(sandbox.page);
    assert.deepEqual([await problems(page), (await page.typed()).base_url], [[], '']);
  }, { opened: false });
}

test('a field that is not known is ignored, and named in the console', async ({ page, sandbox, healthy }) => {
  const said = [];
  page.tab.on('console', (message) => said.push(`${message.type()} ${message.text()}`));
  await openWith(page, sandbox.page, { gateways: [here(healthy, { Models: ['m'] })] });
  await shows(page, 'base_url', healthy.base_url);
  assert.deepEqual(said, ['info config.json: gateways[0].Models is not known, and is ignored.']);
  assert.deepEqual(await problems(page), []);
}, { opened: false });

test('whom to ask is said where it is not the reader, and only at that gateway', async ({ page, sandbox, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const gateway = (name, id) => ({
    name, base_url: sandbox.base(id), models: [sandbox.model], contact: `#${name} on chat`, docs_url: `${sandbox.page}docs?a=1#b` });
  const config = { gateways: [gateway('broken', 'gateway-failed'), gateway('closed', 'healthy')] };
  await openWith(page, sandbox.page, config);
  await page.run({ api_key: 'gc-test-sandbox' });
  assert.notEqual((await page.results()).owner, 'you');
  const shown = page.tab.locator('[data-diagnosis]').first();
  assert.match(await shown.textContent(), /Whom to ask: #broken on chat/);
  const link = shown.locator('a[data-docs]');
  assert.deepEqual(
    await link.evaluate((at) => [at.href, at.rel, at.target]), [config.gateways[0].docs_url, 'noreferrer noopener', '_blank']);
  await shown.locator('[data-action=copy-message]').click();
  await page.tab.locator('#boot-note', { hasText: 'Copied' }).waitFor();
  assert.match(await page.tab.evaluate(() => navigator.clipboard.readText()), /- For: #broken on chat/);
  // The same trouble at an address that is not the gateway's.
  await page.run({ base_url: sandbox.base('gateway-failed-silently') });
  assert.notEqual((await page.results()).owner, 'you');
  assert.doesNotMatch(await shown.textContent(), /Whom to ask/);
  assert.equal(await link.count(), 0);
}, { opened: false });

test('the file comes before what is built in, and a link before the file', async ({ page, sandbox, healthy }) => {
  const config = { gateways: [here(healthy)], defaults: { prompt: 'filed', profile: 'full', timeout_s: 20 } };
  await openWith(page, sandbox.page, config);
  await shows(page, 'profile', 'full');
  await shows(page, 'prompt', 'filed');
  await shows(page, 'timeout_s', '20');
  assert.match(await page.tab.locator('[data-cost]').textContent(), /[1-9]\d requests/);
  await page.tab.goto('about:blank');
  await page.open(`${sandbox.page}#${new URLSearchParams({ prompt: 'linked', profile: 'quick' })}`);
  await shows(page, 'profile', 'quick');
  assert.deepEqual(await page.typed(), { base_url: healthy.base_url, model: healthy.model, prompt: 'linked', api_key: '' });
}, { opened: false });

test('the link that is copied names the gateway as long as its base URL stands', async ({ page, sandbox, healthy, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWith(page, sandbox.page, { gateways: [here({ ...healthy, base_url: sandbox.base('keyless') }), { ...here(healthy), name: 'Second' }] });
  const copied = async () => {
    await page.action('copy-link').click();
    await page.tab.locator('#boot-note', { hasText: 'Copied' }).waitFor();
    return new URLSearchParams(new URL(await page.tab.evaluate(() => navigator.clipboard.readText())).hash.slice(1)).get('gateway');
  };
  await page.field('gateway').selectOption('Second');
  await page.run({ api_key: healthy.api_key });
  assert.equal(await copied(), 'Second');
  await page.fill({ base_url: `${healthy.base_url}/else` });
  assert.equal(await copied(), null);
}, { opened: false });
