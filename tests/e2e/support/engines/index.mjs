// The three engines that browsers are made of, each driven in its own way: `open` gives a tab with `run`, `click`
// and `close`.
import { launchOptions } from '../browser.mjs';
import { found } from '../found.mjs';
import { startPuppeteer } from './puppeteer.mjs';
import { startWebKit } from './webkit.mjs';

const firefox = () => found('find_firefox', 'Firefox');
const webKit = () => ({
  browser: found('find_webkit', 'MiniBrowser'),
  driver: found('find_webkit_driver', 'WebKitWebDriver'),
  screen: found('find_xvfb', 'Xvfb'),
});

/** Requirements of each on this machine (an error if one is missing), and how it starts with them. */
const BY_NAME = {
  chromium: { needs: () => launchOptions, start: startPuppeteer },
  firefox: { needs: () => ({ browser: 'firefox', executablePath: firefox() }), start: startPuppeteer },
  webkit: { needs: webKit, start: startWebKit },
};

export const ENGINES = Object.keys(BY_NAME);

export function isMissing(name) {
  try {
    BY_NAME[name].needs();
    return false;
  } catch {
    return true;
  }
}

/** Starts it: gives its `version`, `open` for a separate tab, and `stop`. */
export const startEngine = (name) => BY_NAME[name].start(BY_NAME[name].needs());
