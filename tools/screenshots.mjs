// Takes pictures of the built page, always the same: one window of it, from its top or, on a phone, from its results.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../tests/e2e/support/browser.mjs';
import { CheckPage } from '../tests/e2e/support/check-page.mjs';
import { startSandbox } from '../tests/e2e/support/sandbox.mjs';

const MOST_BYTES = 250_000;
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

const WIDE = { width: 1280, height: 900 };
const SIGHTS = {
  'light-1280': { colorScheme: 'light', viewport: WIDE },
  'dark-1280': { colorScheme: 'dark', viewport: WIDE },
  'light-375': { colorScheme: 'light', viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true },
};

/** Addresses are visible in the pictures, so the ports are those of `make serve`. */
const PORTS = ['--port', '8787', '--page-port', '8788'];
/** One moment for all pictures, and a fixed duration for each measurement. */
const NOW = Date.UTC(2026, 0, 15, 9, 30);
const STEP_MS = 7;

const values = { api_key: 'gc-test-5e1f90c2d7a84b36', model: 'sandbox-small', prompt: 'Say hello in one short sentence.' };

/** A page that its host locked to one gateway. */
const locked = (sandbox) => ({
  title: 'Check the AI gateway',
  only_these_gateways: true,
  gateways: [{
    name: 'Production', base_url: sandbox.base('wrong-key'), models: ['sandbox-small'], contact: 'AI platform team, #ai-platform on chat',
    docs_url: 'https://portal.example/ai', key_help: 'Create a key in the portal, under My keys.', ticket_url: 'https://tickets.example/new?summary={title}&description={text}',
  }],
});

const STATES = {
  idle: async () => {},
  ready: async (page, sandbox) => page.validate({ ...values, base_url: sandbox.base('healthy'), profile: 'standard' }),
  'wrong-key': async (page, sandbox) => page.run({ ...values, base_url: sandbox.base('wrong-key') }),
  locked: async (page) => page.run({ api_key: values.api_key }),
  'cors-missing': async (page, sandbox) => page.run({ ...values, base_url: sandbox.base('no-cors') }),
  compare: async (page, sandbox) => {
    await page.fill({ ...values, base_url: sandbox.base('healthy') });
    await openTab(page, 'compare');
    await page.tab.locator('[name=model_2]').fill('sandbox-large');
    await page.action('add-target').click();
    await page.tab.locator('[name=model_3]').fill('sandbox-embed');
    await judged(page, 'compare');
  },
  drill: async (page, sandbox) => {
    await page.fill({ ...values, api_key: 'gc-test-old-5e1f90c2d7a8', base_url: sandbox.base('rotates-slowly') });
    await openTab(page, 'drills');
    await page.tab.locator('[name=new_api_key]').fill('gc-test-new-4b36d7a890c2');
    await judged(page, 'rotation');
  },
  watch: async (page, sandbox) => {
    watched ??= await watch(page, sandbox);
    await page.tab.locator('[name=report_file]').setInputFiles({ name: 'report.json', mimeType: 'application/json', buffer: watched });
    await page.tab.waitForSelector('[data-scenario=watch] .outcome');
  },
};

/** The report of a minute, which all pictures of it show. */
let watched;

async function watch(page, sandbox) {
  await page.fill({ ...values, base_url: sandbox.base('fails-for-a-while') });
  await openTab(page, 'watch');
  await page.tab.locator('[name=watch_every_s]').fill('5');
  await page.tab.locator('[name=watch_minutes]').fill('1');
  await page.tab.locator('[data-scenario=watch] [data-action=run-scenario]').click();
  await page.tab.waitForSelector('[data-scenario=watch] .outcome', { timeout: 90_000 });
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.tab.locator('[data-scenario=watch] [data-action=download-json]').click()]);
  return readFile(await download.path());
}

const openTab = (page, name) => page.tab.locator(`[data-tab=${name}]`).click();

async function judged(page, id) {
  await page.tab.locator(`[data-scenario=${id}] [data-action=run-scenario]`).click();
  await page.tab.waitForSelector(`[data-scenario=${id}]:is([data-verdict=pass], [data-verdict=warn], [data-verdict=fail])`);
}

/** Runs in the page before its own scripts: the time advances by one step on each read. */
function fixTime([now, step]) {
  let passed = 0;
  performance.now = () => (passed += step);
  const { Date } = window;
  window.Date = class extends Date {
    constructor(...args) { super(...(args.length > 0 ? args : [now])); }
    static now() { return now; }
  };
}

async function photograph(browser, sandbox, state, sight) {
  const context = await browser.newContext({ ...SIGHTS[sight], reducedMotion: 'reduce' });
  try {
    // A watch measures.
    if (state !== 'watch') await context.addInitScript(fixTime, [NOW, STEP_MS]);
    const page = await CheckPage.in(context);
    if (state === 'locked') await page.tab.route('**/config.json', (route) => route.fulfill({ json: locked(sandbox) }));
    await page.open(sandbox.page);
    await STATES[state](page, sandbox);
    await page.tab.mouse.move(0, 0);
    // On a phone, the picture shows the results.
    const y = await page.tab.evaluate(() => {
      document.activeElement.blur();
      // The commit would change each picture.
      const version = document.querySelector('.version');
      version.textContent = version.textContent.split('+')[0];
      const scenario = document.querySelector('[data-scenario] .outcome')?.closest('.card');
      if (scenario) return void scrollTo(0, scenario.offsetTop - 12);
      const results = document.querySelector('[data-run]:not([data-run=idle])');
      return innerWidth < 600 && results ? Math.floor(results.offsetTop - 12) : 0;
    });
    const path = `${folder}${state}-${sight}.png`;
    // A scenario's outcome is below its fields: the window is scrolled to where a reader sees it.
    const window_ = y === undefined ? {} : { fullPage: true, clip: { x: 0, y, ...SIGHTS[sight].viewport } };
    await page.tab.screenshot({ path, ...window_, animations: 'disabled' });
    return path;
  } finally {
    await context.close();
  }
}

const [browser, sandbox] = await Promise.all([startBrowser(), startSandbox([], PORTS)]);
try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const state of Object.keys(STATES)) {
    for (const sight of Object.keys(SIGHTS)) {
      const path = await photograph(browser, sandbox, state, sight);
      const { size } = statSync(path);
      console.log(`${path.slice(folder.length).padEnd(32)}${size.toLocaleString('en').padStart(8)} bytes`);
      if (size > MOST_BYTES) {
        console.error(`${path} is larger than ${MOST_BYTES.toLocaleString('en')} bytes.`);
        process.exitCode = 1;
      }
    }
  }
} finally {
  await Promise.all([browser.close(), sandbox.stop()]);
}
