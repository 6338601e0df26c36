// Which programs will work, as a run and its saved report say it.
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures.mjs';

/** Returns the verdict on each program, by id. */
const programs = (app) => app.tab.locator('[data-client]').evaluateAll((all) => Object.fromEntries(all.map((it) => [it.dataset.client, it.dataset.verdict])));

test('a full run says that programs work, and its report says the same', async ({ app, healthy }) => {
  await app.validate({ ...healthy, profile: 'full' });
  const said = await programs(app);
  expect(Object.keys(said)).toHaveLength(15);
  expect(said).toMatchObject({ 'openai-python': 'works', 'langchain-python': 'works', 'codex-cli': 'not-tested' });
  await expect(app.tab.locator('.clients summary')).toContainText('14 of 15 programs work');
  const [download] = await Promise.all([app.tab.waitForEvent('download'), app.action('download-json').click()]);
  const buffer = await readFile(await download.path());
  await app.action('clear').click();
  await expect(app.tab.locator('.clients')).toHaveCount(0);
  await app.tab.locator('[name=report_file]').setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer });
  await expect(app.tab.locator('.clients')).toBeVisible();
  expect(await programs(app)).toEqual(said);
});

test('a single prompt leaves open what it did not test, and a rejected key stops every program', async ({ app, sandbox, healthy }) => {
  await app.run(healthy);
  await app.tab.locator('.clients summary').click();
  await expect(app.tab.locator('[data-client=openai-python]')).toHaveAttribute('data-verdict', 'works');
  await expect(app.tab.locator('[data-client=openai-python]')).toContainText('Not tested');
  await app.run({ ...healthy, base_url: sandbox.base('wrong-key') });
  expect(new Set(Object.values(await programs(app)))).toEqual(new Set(['will-not']));
});
