// Browsers that Puppeteer drives as they are installed: Chromium by its own protocol, Firefox by WebDriver BiDi.
import puppeteer from 'puppeteer-core';

class Tab {
  #context;
  #page;

  constructor(context, page) {
    this.#context = context;
    this.#page = page;
  }

  run(act, ...args) {
    return this.#page.evaluate(act, ...args);
  }

  click(selector) {
    return this.#page.locator(selector).click();
  }

  close() {
    return this.#context.close();
  }
}

/** Starts one; Puppeteer ends it, also one that does not end itself. */
export async function startPuppeteer(options) {
  const browser = await puppeteer.launch({ headless: true, ...options });
  return {
    version: await browser.version(),
    async open(url) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      await page.goto(url);
      return new Tab(context, page);
    },
    stop: () => browser.close(),
  };
}
