// Measures when the page is ready on a slow phone: node tools/bench/ready.mjs FOLDER…
// Several folders, such as an earlier build, are measured in turn, so that other load of the machine affects all of them equally.
import { chromium } from '@playwright/test';
import { launchOptions } from '../../tests/e2e/support/browser.mjs';
import { serve } from './serve.mjs';

const MEASUREMENTS = 7;
/** 1.6 Mbit a second, as Lighthouse's slow line, with its latency. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const PROCESSOR = { rate: 4 };

/** Milliseconds from the start of the navigation until the page's program has taken over. */
async function ready(browser, url) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', PROCESSOR);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.dataset.app === 'ready') window.readyAt ??= performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-app'] });
  });
  await page.goto(url);
  const at = await page.waitForFunction(() => window.readyAt).then((found) => found.jsonValue());
  await context.close();
  return at;
}

const folders = process.argv.slice(2);
const servers = await Promise.all(folders.map(serve));
const browser = await chromium.launch(launchOptions);
const taken = folders.map(() => []);
for (let i = 0; i < MEASUREMENTS; i += 1) {
  for (const [at, { url }] of servers.entries()) taken[at].push(await ready(browser, url));
}
await browser.close();
await Promise.all(servers.map(({ stop }) => stop()));

const middle = (all) => all.toSorted((a, b) => a - b)[(MEASUREMENTS - 1) / 2];
console.log(`Ready at 1.6 Mbit/s with a quarter of the processor; the median of ${MEASUREMENTS} measurements.`);
for (const [at, folder] of folders.entries()) {
  const ratio = middle(taken[at]) / middle(taken[0]);
  console.log(`${folder.padEnd(28)}${Math.round(middle(taken[at]))} ms${at > 0 ? `, ${ratio.toFixed(2)} times the first` : ''}`);
}
