// One browser and one sandbox for each file of tests, a fresh tab for each test; and after every
// test the three promises: the key is nowhere, the policy holds, no stranger was asked.
import assert from 'node:assert/strict';
import { after, before, test as nodeTest } from 'node:test';
import { startBrowser } from './browser.mjs';
import { freshKey } from './canary.mjs';
import { CheckPage } from './check-page.mjs';
import { startSandbox } from './sandbox.mjs';
import { Watch } from './watch.mjs';

export const POINTS = ['authentication', 'routing', 'model', 'contract'];
export const ALL_PASS = Object.fromEntries(POINTS.map((point) => [point, 'pass']));

const LONGEST_TEST_MS = 60_000;
const LONGEST_WAIT_MS = 10_000;

let browser;
let sandbox;
let isDead = false;

/** Opens the page; if it once did not start, later tests need not wait to see that again. */
async function open(page) {
  assert.ok(!isDead, 'the page did not start in an earlier test');
  isDead = true;
  await page.open(sandbox.page);
  isDead = false;
}

before(async () => {
  [browser, sandbox] = await Promise.all([startBrowser(), startSandbox()]);
});

after(() => Promise.all([browser?.close(), sandbox?.stop()]));

/**
 * A test with a tab. `body` gets the page, not yet opened unless `opened`; the sandbox; `healthy`, the
 * values of a form that works, with a key nobody has used. `targets` are origins of other targets than
 * the sandbox. `isLocked` is for a page that is served with a policy which forbids the target: there,
 * and only there, the browser must report that.
 */
export function test(name, body, { opened = true, viewport, targets = [], longest = LONGEST_TEST_MS, isLocked = false } = {}) {
  nodeTest(name, { timeout: longest }, async () => {
    const context = await browser.newContext({ viewport: viewport ?? { width: 1280, height: 900 } });
    context.setDefaultTimeout(LONGEST_WAIT_MS);
    try {
      const watch = await Watch.over(context);
      const page = await CheckPage.in(context);
      const origins = [...sandbox.origins, ...targets];
      const healthy = { base_url: sandbox.base('healthy'), api_key: freshKey(), model: sandbox.model, prompt: 'Say hello.' };
      await sandbox.forget();
      if (opened) await open(page);
      await body({ page, sandbox, healthy, context });
      assert.ok(page.keys.length > 0 || !opened, 'a test types a key, so that the canary has something to look for');
      const findings = await watch.findings(page.tab, { keys: page.keys, targets: origins });
      const isOfLock = (text) => isLocked && /policy: (connect-src|.*(Content Security Policy|directive: "connect-src))/.test(text);
      assert.deepEqual(findings.filter((text) => !isOfLock(text)), []);
      assert.equal(findings.some(isOfLock), isLocked);
    } finally {
      await context.close();
    }
  });
}
