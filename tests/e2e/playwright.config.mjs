// How the tests in a browser run: tests/e2e/*.test.mjs, on two workers with a browser each.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
/** Traces of what failed, and nothing in the tree. */
const logs = `${process.env.CARGO_TARGET_DIR ?? `${top}target`}/test-logs`;

export default defineConfig({
  testDir: '.',
  outputDir: `${logs}/end-to-end`,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Long enough for a machine with much else to do. Where the page itself is broken, a few tests show it.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  maxFailures: 15,
  reporter: [['list'], ['./support/sum.mjs']],
  projects: [
    { name: 'test', grepInvert: /@rest|@bench/ },
    // The whole table in the browser, and what else takes long: `make test-all`.
    { name: 'rest', grep: /@rest/ },
    // What hangs on the time it takes: `make bench`, on a machine that does nothing else.
    { name: 'bench', grep: /@bench/ },
  ],
  use: {
    viewport: { width: 1280, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    trace: process.env.TRACE ?? 'retain-on-failure',
    launchOptions,
  },
});
