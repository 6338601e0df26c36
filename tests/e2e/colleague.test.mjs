// A page that its host locked to its gateways: a colleague enters a key, presses one button, and reads what
// came of it and whom to ask.
import { expect, test } from './support/fixtures.mjs';

const CONTACT = 'ai-support@corp.example';

/** The page of `sandbox`, locked to `gateways`, which have a contact. */
async function openLocked(app, sandbox, gateways, more = {}) {
  const preset = ({ name, base_url, contact = CONTACT }) => ({
    name, base_url, models: [sandbox.model], contact, docs_url: `${sandbox.page}guide`, key_help: 'Create a key in the portal.',
    ticket_url: 'https://tickets.example/new?summary={title}&description={text}' });
  const config = { only_these_gateways: true, gateways: gateways.map(preset), ...more };
  await app.tab.route('**/config.json', (route) => route.fulfill({ json: config }));
  await app.open(sandbox.page);
}

const healthy = (sandbox) => ({ name: 'Production', base_url: sandbox.base('healthy') });
const seen = (app, selector) => app.tab.locator(`${selector}:visible`).count();
const FOLDED = ['[name=base_url]', '[name=model]', '[name=prompt]', '[name=profile]', '[name=remember]', '[data-action=see-example]'];

test('a locked page only asks for the key, and everything else is one click away', async ({ unopened: app, sandbox }) => {
  await openLocked(app, sandbox, [healthy(sandbox)], { intro: 'You need your own key.\nThe portal has it.' });
  for (const shown of ['[name=gateway]', '[name=api_key]', '[data-action=send]', '[data-contact]', '[data-intro]']) {
    expect(await seen(app, shown), shown).toBe(1);
  }
  for (const folded of FOLDED) expect(await seen(app, folded), folded).toBe(0);
  expect(await app.tab.locator('[data-contact]').textContent()).toContain(CONTACT);
  expect(await app.tab.locator('[data-intro]').innerText()).toBe('You need your own key.\nThe portal has it.');
  await app.action('show-settings').click();
  for (const unfolded of ['[name=base_url]', '[name=model]', '[name=prompt]']) expect(await seen(app, unfolded), unfolded).toBe(1);
  await app.action('show-settings').click();
  expect(await seen(app, '[name=base_url]')).toBe(0);
});

test('a page that is not locked folds nothing away', async ({ app, healthy: { api_key } }) => {
  await app.fill({ api_key });
  for (const shown of ['[name=base_url]', '[name=model]', '[name=prompt]']) expect(await seen(app, shown), shown).toBe(1);
  for (const absent of ['[data-contact]', '[data-action=show-settings]', '[data-action=show-details]']) expect(await seen(app, absent), absent).toBe(0);
});

test('an answer is a verdict; its evidence is one click away', async ({ unopened: app, sandbox, healthy: values }) => {
  await openLocked(app, sandbox, [healthy(sandbox)]);
  await app.run({ api_key: values.api_key });
  expect(await seen(app, '[data-outcome=pass]')).toBe(1);
  const details = ['[data-point]', '[data-reply]', '.checks', '[data-action=download-json]', '[data-action=copy-markdown]'];
  for (const folded of details) expect(await seen(app, folded), folded).toBe(0);
  await app.action('show-details').click();
  for (const unfolded of details) expect(await seen(app, unfolded), unfolded).toBeGreaterThan(0);
});

for (const [width, height] of [[1280, 720], [375, 667]]) {
  test(`a rejected key is a verdict in view, with the contact and a ticket to paste: ${width}`, async ({ unopened: app, sandbox }) => {
    await app.tab.setViewportSize({ width, height });
    await openLocked(app, sandbox, [{ name: 'Production', base_url: sandbox.base('wrong-key') }]);
    const key = 'gc-test-refused-0123456789';
    await app.run({ api_key: key });
    for (const first of ['.sentence', '.steps li:first-child', '[data-action=copy-ticket]']) {
      await expect(app.tab.locator(first).first(), first).toBeInViewport({ ratio: 1 });
    }
    expect(await seen(app, '[data-contact]')).toBe(1);
    const ticket = await app.copied('copy-ticket');
    expect(ticket.length).toBeLessThan(1200);
    for (const [name, wanted] of Object.entries({
      verdict: /^Not ready: /, gateway: /- Gateway: Production, http/, time: /- Time \(UTC\): 20\d\d-/, status: /- Status: 401\n/,
      words: /- Server message: \w/, id: /- Request id: /, page: /- Checked with: http:\/\/127\.0\.0\.1:\d+\/, Gateway Check \d/,
    })) expect(ticket, name).toMatch(wanted);
    expect(ticket).not.toContain(key);
    const { searchParams } = new URL(await app.action('open-ticket').getAttribute('href'));
    expect([searchParams.get('summary'), searchParams.get('description')]).toEqual([ticket.split('\n')[0], ticket]);
  });
}

test('the contact below a result is that of its gateway, whichever is chosen since', async ({ unopened: app, sandbox }) => {
  const gateways = [{ name: 'Production', base_url: sandbox.base('wrong-key') }, { name: 'Staging', base_url: sandbox.base('healthy'), contact: 'the staging team' }];
  await openLocked(app, sandbox, gateways);
  await app.run({ api_key: 'gc-test-refused-0123456789' });
  const contact = app.tab.locator('[data-contact]');
  await app.field('gateway').selectOption('Staging');
  await expect(contact).toContainText(CONTACT);
  await app.action('clear').click();
  await expect(contact).toContainText('the staging team');
});

test('a key that is typed after the run is covered in the link to the ticket form', async ({ unopened: app, sandbox }) => {
  await openLocked(app, sandbox, [{ name: 'Production', base_url: sandbox.base('wrong-key') }]);
  const key = 'quetzalcoatl';
  await app.run({ api_key: 'gc-test-refused-0123456789', model: key });
  const filled = async () => new URL(await app.action('open-ticket').getAttribute('href')).searchParams.get('description');
  expect(await filled()).toContain(`- Model: ${key}\n`);
  await app.field('api_key').fill(key);
  await expect.poll(filled).toContain('- Model: [key]\n');
  expect(await filled()).not.toContain(key);
});

test('a problem in a folded part unfolds it', async ({ unopened: app, sandbox, healthy: values }) => {
  await openLocked(app, sandbox, [{ ...healthy(sandbox) }]);
  await app.fill({ api_key: values.api_key, model: '' });
  await app.action('show-settings').click();
  expect(await seen(app, '[name=model]')).toBe(0);
  await app.action('send').click();
  await expect(app.field('model')).toBeFocused();
  expect(await app.problems()).toEqual(['model']);
});
