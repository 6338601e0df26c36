// The page as `make serve` serves it: one click on the prefilled form.
import { POINTS, expect, test } from './support/fixtures.mjs';

test('one click gives an answer and four verdicts', async ({ unopened: app, preset }) => {
  app.targets.push(...preset.origins);
  await app.open(preset.page);
  await expect(app.field('base_url')).not.toHaveValue('');
  expect(await app.reply()).toBe('');
  await app.send();
  await app.until('done');
  const { points, diagnosis, requests } = await app.results();
  expect(await app.reply()).toMatch(/\w/);
  expect([diagnosis, requests]).toEqual([null, 1]);
  expect(POINTS.map((point) => points[point])).toEqual(['warn', 'pass', 'pass', 'pass']);
});

/** Opens the page of `at` as if `config` were beside it, and waits until it has been read. */
async function openWith(app, at, config) {
  await app.tab.route('**/config.json', (route) => route.fulfill(typeof config === 'string' ? { body: config } : { json: config }));
  await app.open(at);
}

const shows = (app, name, value) => expect(app.field(name)).toHaveValue(value);

for (const [base_url, expected, tag] of [['/gateway/v1', 'gateway/v1', '@rest'], ['./gateway/v1', 'gateway/v1', '@rest'], ['../v1', 'v1', []]]) {
  test(`a base URL may be relative to the page: ${base_url}`, { tag }, async ({ unopened: app, sandbox }) => {
    await openWith(app, `${sandbox.page}index.html?a=/b/`, { gateways: [{ name: 'Here', base_url }] });
    await shows(app, 'base_url', sandbox.page + expected);
    expect(await app.problems()).toEqual([]);
    expect(await app.tab.locator('[data-final-url]').textContent()).toBe(`POST ${sandbox.page}${expected}/chat/completions`);
  });
}

test('a file that arrives late leaves a ticked choice to stream', async ({ unopened: app, sandbox, healthy }) => {
  app.keys.push(healthy.api_key);
  let allow;
  const allowed = new Promise((resolve) => { allow = resolve; });
  await app.tab.route('**/config.json', async (route) => { await allowed; await route.fulfill({ json: { defaults: { stream: false, timeout_s: 33 } } }); });
  await app.tab.goto(sandbox.page);
  await app.tab.locator('[name=timeout_s]').waitFor({ state: 'attached' });
  await app.field('stream').check();
  allow();
  await app.isApp('ready');
  await shows(app, 'timeout_s', '33');
  expect(await app.field('stream').isChecked()).toBe(true);
});

const here = ({ base_url, model }, more = {}) => ({ name: 'Here', base_url, models: [model], ...more });
const problems = (app) => app.tab.locator('[data-config]').evaluateAll((all) => all.map((at) => [at.dataset.config, at.textContent]));
const noted = (app) => app.tab.locator('#boot-note').textContent();

test('a locked form sends nowhere else, wherever its gateway redirects', async ({ unopened: app, sandbox, healthy }) => {
  const gateway = here({ ...healthy, base_url: sandbox.base('redirect-away') });
  await openWith(app, sandbox.page, { gateways: [gateway] });
  await app.run({ ...healthy, base_url: gateway.base_url });
  expect((await app.results()).diagnosis, 'an open form follows').toBe('redirected');
  await app.tab.unrouteAll();
  await openWith(app, sandbox.page, { gateways: [gateway], only_these_gateways: true });
  await sandbox.forget();
  await app.fill({ api_key: healthy.api_key, prompt: healthy.prompt });
  await app.action('load-models').click();
  await expect(app.tab.getByText(/Could not load a model list/)).toBeVisible();
  expect((await sandbox.requests()).map(({ path }) => path)).toEqual([`${new URL(gateway.base_url).pathname}/models`]);
  await app.send();
  await app.until('done');
  expect((await app.results()).diagnosis).toBe('redirect-not-followed');
  const posts = (await sandbox.requests()).filter(({ method }) => method === 'POST');
  expect(posts.map(({ path }) => path)).toEqual([`${new URL(gateway.base_url).pathname}/chat/completions`]);
});

test('a locked form only sends to its gateways, whatever is done to it', async ({ unopened: app, sandbox, healthy }) => {
  const other = sandbox.base('keyless');
  const linked = `${sandbox.page}#${new URLSearchParams({ base_url: other, prompt: 'linked' })}`;
  await openWith(app, linked, { gateways: [here(healthy)], only_these_gateways: true });
  await shows(app, 'base_url', healthy.base_url);
  expect(await noted(app)).toMatch(/was ignored/);
  expect(await app.field('prompt').inputValue()).toBe('linked');
  expect(await app.field('gateway').isVisible()).toBe(true);
  expect(await app.field('base_url').isEditable()).toBe(false);
  await app.fill({ api_key: healthy.api_key, repeat: 2 });
  expect(await app.field('base_url').isVisible()).toBe(true);
  expect(await app.problems()).toEqual([]);
  // As somebody might with the browser's own tools.
  await app.field('base_url').evaluate((field) => field.removeAttribute('readonly'));
  await app.fill({ base_url: other });
  expect(await app.problems()).toEqual(['base_url']);
  for (const action of ['send', 'validate', 'load-models', 'repeat', 'burst']) await app.action(action).click();
  expect(await app.sent()).toEqual([]);
  await app.run({ base_url: healthy.base_url });
  expect([(await app.results()).diagnosis, (await sandbox.requests()).length]).toEqual([null, 1]);
});

test('what a browser remembers does not get past a locked form', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('keyless') });
  await app.field('remember').check();
  await openWith(app, sandbox.page, { gateways: [here(healthy)] });
  await shows(app, 'base_url', sandbox.base('keyless'));
  await app.tab.unroute('**/config.json');
  await openWith(app, sandbox.page, { gateways: [here(healthy)], only_these_gateways: true });
  await shows(app, 'base_url', healthy.base_url);
  expect(await noted(app)).toMatch(/was ignored/);
});

test('every mistake of a file is reported, and the page works without it', async ({ unopened: app, sandbox, healthy }) => {
  const gateways = [{ name: 'G', base_url: 'g.example/v1', models: 'm', docs_url: 'javascript:alert(1)' }];
  await openWith(app, sandbox.page, { title: 'Not used', gateways, defaults: { timeout_s: 601, profile: 'fast' } });
  await app.tab.locator('[data-config="gateways[0].models"]').waitFor();
  const told = await problems(app);
  expect(told.map(([path]) => path).sort()).toEqual([
    '', 'defaults.profile', 'defaults.timeout_s', 'gateways[0].base_url', 'gateways[0].docs_url', 'gateways[0].models']);
  expect(told.find(([path]) => path === 'gateways[0].models')[1]).toEqual('gateways[0].models (G) must be a list of strings.');
  expect(await app.tab.title()).not.toBe('Not used');
  await app.run(healthy);
  expect((await app.results()).diagnosis).toBeNull();
});

test('a file that is not JSON is reported with the place', async ({ unopened: app, sandbox }) => {
  await openWith(app, sandbox.page, '{\n  "title": "T",\n}');
  await app.tab.locator('[data-config="config.json"]').waitFor();
  expect((await problems(app))[1][1]).toMatch(/line 3, column 1/);
});

test('a file with a key is refused whole, and the field is named', async ({ unopened: app, sandbox, healthy }) => {
  await openWith(app, sandbox.page, { gateways: [here(healthy, { api_key: healthy.api_key })] });
  app.keys.push(healthy.api_key);
  await app.tab.locator('[data-config="gateways[0].api_key"]').waitFor();
  expect((await problems(app))[1][1]).toMatch(/seems to contain a key/);
  expect((await app.typed()).base_url).toBe('');
});

for (const [name, answer, tag] of [
  ['missing', { status: 404 }, '@rest'],
  ['a web page', { contentType: 'text/html', body: '\n<!doctype html><p>app</p>' }, []],
]) {
  test(`a file that is ${name} is not a mistake`, { tag }, async ({ unopened: app, sandbox }) => {
    await app.tab.route('**/config.json', (route) => route.fulfill(answer));
    await app.open(sandbox.page);
    expect([await problems(app), (await app.typed()).base_url]).toEqual([[], '']);
  });
}

/** Serves the page with `index.html` changed as its host may. */
async function asHost(app, change) {
  await app.tab.route(/\/(index\.html)?(\?.*)?$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: change(await answer.text()) });
  });
}

const isRequired = (html) => html.replace(/content="?optional"?/, 'content="required"');

/** Expects a closed form that sends nothing, whatever is pressed, with this in its note. */
async function staysClosed(app, healthy, words) {
  await app.tab.locator('[data-closed]', { hasText: 'not your fault' }).waitFor();
  await expect(app.tab.locator('[data-closed]')).toContainText(words);
  await app.action('show-settings').click();
  await app.fill({ base_url: healthy.base_url, api_key: healthy.api_key, model: healthy.model });
  for (const action of ['send', 'validate', 'load-models', 'repeat', 'burst']) await app.action(action).click({ force: true });
  expect(await app.problems()).toContain('gateway');
  expect(await app.sent()).toEqual([]);
}

for (const [name, answer, words] of [
  ['refused', { status: 403 }, 'sign-in may have expired'],
  ['not there', { status: 404 }, 'not available'],
  ['a sign-in page', { contentType: 'text/html', body: '<!doctype html><p>Sign in</p>' }, 'sign-in may have expired'],
  ['no reply', null, 'Check your network'],
]) {
  test(`a page that needs its file stays closed without it: ${name}`, async ({ unopened: app, sandbox, healthy }) => {
    await asHost(app, (html) => isRequired(html).replace(/(?=<meta name="?referrer)/, '<meta name="contact" content="#ai on chat">'));
    await app.tab.route('**/config.json', (route) => (answer ? route.fulfill(answer) : route.abort()));
    await app.open(sandbox.page);
    await staysClosed(app, healthy, words);
    await expect(app.tab.locator('[data-closed]')).toContainText('contact: #ai on chat');
  });
}

test('a page that needs its file and has it is open', async ({ unopened: app, sandbox, healthy }) => {
  await asHost(app, isRequired);
  await openWith(app, sandbox.page, { gateways: [here(healthy)] });
  expect(await app.tab.locator('[data-closed]').count()).toBe(0);
  await app.run({ api_key: healthy.api_key });
  // The outcome does not matter: a page that a test puts in place of the server's may not call this machine.
  expect((await app.results()).requests).toBeGreaterThan(0);
});

test('a mistake in a file that asks for the lock closes the form', async ({ unopened: app, sandbox, healthy }) => {
  const text = JSON.stringify({ gateways: [here(healthy, { contact: '#ai on chat' })], only_this_gateways: true });
  await openWith(app, sandbox.page, text);
  await staysClosed(app, healthy, 'Contact: #ai on chat');
  expect(await problems(app)).toEqual([
    ['only_this_gateways', 'only_this_gateways is unknown. Did you mean only_these_gateways at the top level of the file?']]);
});

for (const mark of ['#', '?']) {
  test(`a link names its gateway after ${mark}, and an unknown one is not replaced silently`, async ({ unopened: app, sandbox, healthy }) => {
    const gateways = [here({ ...healthy, base_url: sandbox.base('keyless') }), { ...here(healthy), name: 'Second' }];
    await openWith(app, `${sandbox.page}${mark}gateway=Second`, { gateways, only_these_gateways: true });
    await shows(app, 'base_url', healthy.base_url);
    await app.tab.goto('about:blank');
    await app.open(`${sandbox.page}${mark}gateway=Prod`);
    await expect(app.tab.locator('[data-problem=gateway]')).toContainText('“Prod”');
    await expect(app.tab.locator('[data-problem=gateway]')).toBeVisible();
    await app.fill({ api_key: healthy.api_key });
    await app.send();
    expect(await app.sent()).toEqual([]);
    await app.field('gateway').selectOption('Second');
    expect(await app.problems()).toEqual([]);
    await app.send();
    await app.until('done');
    expect((await app.results()).diagnosis).toBeNull();
  });
}

test('a field that is not known is ignored, and named in the console', async ({ unopened: app, sandbox, healthy }) => {
  const said = [];
  app.tab.on('console', (message) => said.push(`${message.type()} ${message.text()}`));
  await openWith(app, sandbox.page, { gateways: [here(healthy, { Models: ['m'], more: 1 })] });
  await shows(app, 'base_url', healthy.base_url);
  const sentence = 'config.json: gateways[0].Models is unknown and was ignored. Did you mean models?';
  expect(said).toEqual(['log config.json: gateways[0].more is unknown and was ignored.', `log ${sentence}`].sort());
  expect(await problems(app)).toEqual([['gateways[0].Models', `For the site's owner: ${sentence}`]]);
});

test('the contact is shown if the reader cannot fix it, and only for that gateway', async ({ unopened: app, sandbox, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const gateway = (name, id) => ({
    name, base_url: sandbox.base(id), models: [sandbox.model], contact: `#${name} on chat`, docs_url: `${sandbox.page}docs?a=1#b` });
  const config = { gateways: [gateway('broken', 'gateway-failed'), gateway('closed', 'healthy')] };
  await openWith(app, sandbox.page, config);
  await app.run({ api_key: 'gc-test-sandbox' });
  expect((await app.results()).owner).not.toBe('you');
  const shown = app.tab.locator('[data-diagnosis]').first();
  expect(await shown.textContent()).toMatch(/Contact: #broken on chat/);
  const link = shown.locator('a[data-docs]');
  expect(await link.evaluate((at) => [at.href, at.rel, at.target])).toEqual([config.gateways[0].docs_url, 'noreferrer noopener', '_blank']);
  await shown.locator('[data-action=copy-message]').click();
  await app.tab.locator('#boot-note', { hasText: 'Copied' }).waitFor();
  expect(await app.tab.evaluate(() => navigator.clipboard.readText())).toMatch(/- For: #broken on chat/);
  // The same trouble at an address that is not the gateway's.
  await app.run({ base_url: sandbox.base('gateway-failed-silently') });
  expect((await app.results()).owner).not.toBe('you');
  expect(await shown.textContent()).not.toMatch(/Contact:/);
  expect(await link.count()).toBe(0);
});

test('the file comes before what is built in, and a link before the file', async ({ unopened: app, sandbox, healthy }) => {
  const config = { gateways: [here(healthy)], defaults: { prompt: 'filed', profile: 'full', timeout_s: 20 } };
  await openWith(app, sandbox.page, config);
  await shows(app, 'profile', 'full');
  await shows(app, 'prompt', 'filed');
  await shows(app, 'timeout_s', '20');
  expect(await app.tab.locator('[data-cost]').textContent()).toMatch(/[1-9]\d requests/);
  await app.tab.goto('about:blank');
  await app.open(`${sandbox.page}#${new URLSearchParams({ prompt: 'linked', profile: 'quick' })}`);
  await shows(app, 'profile', 'quick');
  expect(await app.typed()).toEqual({ base_url: healthy.base_url, model: healthy.model, prompt: 'linked', api_key: '' });
});

test('the copied link names the gateway as long as its base URL is unchanged', async ({ unopened: app, sandbox, healthy }) => {
  await openWith(app, sandbox.page, { gateways: [here({ ...healthy, base_url: sandbox.base('keyless') }), { ...here(healthy), name: 'Second' }] });
  const copied = async () => new URLSearchParams(new URL(await app.copied('copy-link')).hash.slice(1)).get('gateway');
  await app.field('gateway').selectOption('Second');
  await app.run({ api_key: healthy.api_key });
  expect(await copied()).toBe('Second');
  await app.fill({ base_url: `${healthy.base_url}/else` });
  expect(await copied()).toBeNull();
});
