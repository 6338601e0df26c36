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
