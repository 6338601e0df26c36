// How the tests in a browser run: tests/e2e/*.test.mjs, on two to four workers with a browser each.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { launchOptions, shellOptions } from './support/browser.mjs';
import { ENGINES } from './support/engines/index.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
/** Folder with the state of the page where a test failed, outside the tree. */
const logs = `${process.env.CARGO_TARGET_DIR ?? `${top}target`}/test-logs`;

const OF_ENGINES = 'engines.test.mjs';

export default defineConfig({
  testDir: '.',
  outputDir: `${logs}/end-to-end`,
  workers: Math.min(4, Math.max(2, availableParallelism())),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Long enough for a machine with much else to do. Where the page itself is broken, a few tests show it.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  maxFailures: 15,
  reporter: [['list'], ['./support/measured.mjs'], ['./support/sum.mjs']],
  projects: [
    // One browser each, for all of its tests. First, because each keeps one worker: in the end, the other would wait.
    ...ENGINES.map((engineName) => ({ name: engineName, testMatch: OF_ENGINES, fullyParallel: false, use: { engineName } })),
    { name: 'test', grepInvert: /@rest|@bench/, testIgnore: OF_ENGINES },
    // The whole table in the browser, and what else takes long: `make test-all`.
    { name: 'rest', testIgnore: OF_ENGINES, grep: /@rest/ },
    // What depends on the time it takes: `make bench`, on a machine that does nothing else.
    { name: 'bench', testIgnore: OF_ENGINES, grep: /@bench/, use: { launchOptions } },
  ],
  use: {
    viewport: { width: 1280, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Recording one takes a third of the time of all tests: `TRACE=on`.
    trace: process.env.TRACE ?? 'off',
    launchOptions: shellOptions,
  },
});
