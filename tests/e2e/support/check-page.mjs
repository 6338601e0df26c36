// The page as its hooks show it, and nothing else of it.
import { expect } from '@playwright/test';
import { results } from './in-page.mjs';

/** Runs in the page before its own scripts: remembers the states that the run goes through. */
function rememberRuns() {
  window.runStates = [];
  const look = () => {
    const state = document.querySelector('[data-run]')?.dataset.run;
    if (state && state !== window.runStates.at(-1)) window.runStates.push(state);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-run'] });
}

/** Long enough for a machine with much else to do; no verdict depends on it. */
const LONGEST_RUN_MS = 150_000;

export class CheckPage {
  /** Texts that must never be seen: every key that was typed, and what a test adds. */
  keys = [];
  /** The origins of targets that are none of the sandbox's. */
  targets = [];
  /** Is the page served with a policy that forbids the target? The browser must report that, and only then. */
  isLocked = false;
  /** Is the program broken on purpose? It must throw then, and only then. */
  isBroken = false;
  #runsBefore = 0;
  #sent = [];

  constructor(tab) {
    this.tab = tab;
    tab.on('request', (request) => this.#sent.push(request.url()));
  }

  static async in(context) {
    await context.addInitScript(rememberRuns);
    return new CheckPage(await context.newPage());
  }

  /** Opens the page and waits until its program has taken over. */
  async open(url) {
    await this.tab.goto(url);
    await this.isApp('ready');
  }

  isApp(state) {
    return this.tab.waitForSelector(`html[data-app=${state}]`, { state: 'attached' });
  }

  /** The field; of the profiles the one that is chosen. */
  field(name) {
    return this.tab.locator(name === 'profile' ? '[name=profile]:checked' : `[name=${name}]`);
  }

  chooseProfile(profile) {
    return this.tab.locator(`[name=profile][value=${profile}]`).check();
  }

  action(name) {
    return this.tab.locator(`[data-action=${name}]`).first();
  }

  /** Types into the fields named; `stream` is a boolean. */
  async fill({ stream, ...texts }) {
    if (texts.api_key !== undefined) this.keys.push(texts.api_key);
    for (const [name, text] of Object.entries(texts)) await this.reachable(name).then((field) => field.fill(String(text)));
    if (stream !== undefined) await this.reachable('stream').then((field) => field.setChecked(stream));
  }

  /** The field, after unfolding the part around it. */
  async reachable(name) {
    if (await this.action('edit').isVisible()) await this.action('edit').click();
    if (name !== 'api_key') await this.unfold('settings');
    await this.field(name).evaluate((field) => {
      for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    });
    return this.field(name);
  }

  /** Unfolds what a locked page folds away: `settings` or `details`. */
  async unfold(what) {
    const button = this.tab.locator(`[data-action=show-${what}][aria-expanded=false]:visible`);
    if (await button.count() > 0) await button.click();
  }

  /** The values of the fields. */
  typed() {
    return this.tab.evaluate(() => Object.fromEntries(
      ['base_url', 'api_key', 'model', 'prompt'].map((name) => [name, document.querySelector(`[name=${name}]`).value])));
  }

  /** Does `act`, which starts a run. */
  async starts(act) {
    this.#runsBefore = await this.tab.evaluate(() => window.runStates.length);
    await act();
  }

  /** Ticks "Send anyway" wherever it is shown. */
  async consent() {
    // One checkbox represents all of them, and recreates them.
    const tick = this.tab.locator('[data-weight=needs-consent]:visible input[type=checkbox]').first();
    if (await tick.count() > 0) await tick.check();
  }

  /** Sends the prompt; with `consent`, in spite of what would need it. */
  async send({ consent = false } = {}) {
    if (consent) await this.consent();
    await this.starts(() => this.action('send').click());
  }

  /** Waits until the run that was started has come to `state`. */
  async until(state, longest = LONGEST_RUN_MS) {
    await this.tab.waitForFunction(([from, wanted]) => {
      const states = window.runStates.slice(from);
      return states.includes('running') && states.at(-1) === wanted;
    }, [this.#runsBefore, state], { timeout: longest });
  }

  /** Fills in, sends, and waits for the end. */
  async run({ consent = false, ...values }, longest = LONGEST_RUN_MS) {
    await this.fill(values);
    await this.send({ consent });
    await this.until('done', longest);
  }

  /** Fills in, chooses the profile, runs its checks, and waits for the end. */
  async validate({ profile, consent = false, ...values }, longest = LONGEST_RUN_MS) {
    await this.fill(values);
    if (consent) await this.consent();
    await this.chooseProfile(profile);
    await this.starts(() => this.action('validate').click());
    await this.until('done', longest);
  }

  /**
   * The URLs requested from origins other than the page's own. Requests are reported in their order: once one that
   * the page makes now is reported, so are all earlier ones.
   */
  async sent() {
    const { origin } = new URL(this.tab.url());
    const mark = `${origin}/?mark=${this.#sent.length}`;
    await this.tab.evaluate((url) => fetch(url, { method: 'HEAD' }), mark);
    await expect.poll(() => this.#sent).toContain(mark);
    return this.#sent.filter((url) => !url.startsWith('data:') && new URL(url).origin !== origin);
  }

  /** Unfolds a check and its group. */
  async openCheck(id) {
    const check = this.tab.locator(`[data-check=${id}]`);
    await check.evaluate((at) => { at.closest('details').open = true; });
    await check.locator('summary').click();
    return check;
  }

  /** Presses the button and returns what is in the clipboard then. */
  async copied(action) {
    await this.tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.tab.evaluate(() => navigator.clipboard.writeText('before'));
    await this.action(action).click();
    const read = () => this.tab.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).not.toBe('before');
    return read();
  }

  state() {
    return this.tab.locator('[data-run]').first().getAttribute('data-run');
  }

  /** Returns the results in the words of the hooks; of the diagnoses the first, which is the main one. */
  results() {
    return this.tab.evaluate(results);
  }

  reply() {
    return this.tab.locator('[data-reply]').first().evaluate((at) => at.textContent);
  }

  /** The number that a metric shows, or NaN. */
  async metric(name) {
    const text = await this.tab.locator(`[data-metric=${name}]`).first().textContent();
    return parseFloat(text.replaceAll(/[^0-9.]/g, ''));
  }

  /** The fields with a problem shown beside them. */
  problems() {
    return this.tab.locator('[data-problem]:visible').evaluateAll((all) => all
      .filter((at) => at.textContent.trim() !== '').map((at) => at.dataset.problem));
  }
}
