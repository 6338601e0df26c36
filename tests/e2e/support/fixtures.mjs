// What a test is given: a sandbox of its worker, a fresh tab, and values for the form. After every test
// the three promises are checked: the key is nowhere, the policy holds, no other server was called.
import { expect, test as base } from '@playwright/test';
import { freshKey } from './canary.mjs';
import { CheckPage } from './check-page.mjs';
import { startLiteLlm, startModel } from './model.mjs';
import { startSandbox } from './sandbox.mjs';
import { Watch } from './watch.mjs';

export { expect };

export const POINTS = ['authentication', 'routing', 'model', 'contract'];
export const ALL_PASS = Object.fromEntries(POINTS.map((point) => [point, 'pass']));

/**
 * A prompt whose answer takes a second to stream. Of a shorter one, a tab that has to wait for the processor
 * can miss how it arrives, and must then treat it as buffered.
 */
export const LONG_ANSWER = 'Count from 1 to 100.';

/** Of a policy that forbids the target, and says so: the page is locked on purpose. */
const IS_OF_LOCK = /policy: (connect-src|.*(Content Security Policy|directive: "connect-src))/;
/** Of a program that a test breaks on purpose. */
const IS_OF_FAULT = /^The page threw: RuntimeError/;

/** Lists the broken promises after a test with `app`. */
async function broken(watch, app, sandbox) {
  const findings = await watch.findings(app.tab, { keys: app.keys, targets: [...sandbox.origins, ...app.targets] });
  const wanted = (app.isLocked && IS_OF_LOCK) || (app.isBroken && IS_OF_FAULT);
  if (!wanted) return findings;
  const ofOthers = findings.filter((text) => !wanted.test(text));
  return findings.length > ofOthers.length ? ofOthers : ['What was to go wrong on purpose did not.', ...ofOthers];
}

/** Gives a server that was started, and ends it. */
async function running(use, starting) {
  const server = await starting;
  await use(server);
  await server.stop();
}

export const test = base.extend({
  /** One sandbox for all tests of a worker. */
  server: [({}, use) => running(use, startSandbox()), { scope: 'worker' }],

  /** One whose page is served with a policy that forbids every target. */
  locked: [({}, use) => running(use, startSandbox(['--csp', "connect-src 'self'"])), { scope: 'worker' }],

  /** One whose page is prefilled, as `make serve` serves it. */
  preset: [({}, use) => running(use, startSandbox(['--preset'])), { scope: 'worker' }],

  /** The small real model, for the tests that ask for it. */
  model: [({}, use) => running(use, startModel()), { scope: 'worker', timeout: 300_000 }],

  /** LiteLLM in front of it, for the tests that request it. */
  litellm: [({ model }, use) => running(use, startLiteLlm(model.base)), { scope: 'worker', timeout: 300_000 }],

  /** The sandbox, which has seen no request yet. */
  sandbox: async ({ server }, use) => {
    await server.forget();
    await use(server);
  },

  /** The values of a form that works, with a key nobody has used. */
  healthy: ({ server }, use) => use({ base_url: server.base('healthy'), api_key: freshKey(), model: server.model, prompt: 'Say hello.' }),

  /** The page, not opened yet, in every test. */
  unopened: [async ({ context, sandbox }, use, info) => {
    const watch = await Watch.over(context);
    const app = await CheckPage.in(context);
    await use(app);
    if (info.status !== info.expectedStatus) return;
    expect(await broken(watch, app, sandbox), 'the three promises').toEqual([]);
  }, { auto: true }],

  /** The page, opened and ready. */
  app: async ({ unopened: app, sandbox }, use) => {
    await app.open(sandbox.page);
    await use(app);
    expect(app.keys, 'a test types a key, so that the canary has something to look for').not.toEqual([]);
  },
});

/** A test without a browser. */
export const plain = test.extend({ unopened: [({}, use) => use(), { auto: true }] });
