// Watches a page for what it must never do: show or send the key elsewhere, break its own content
// security policy, ask anybody but the target and its own origin, or throw.
import { leak } from './canary.mjs';
import { places } from './in-page.mjs';

/** Runs in the page before its own scripts. */
function listen() {
  document.addEventListener('securitypolicyviolation', (event) => {
    window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
}

export class Watch {
  #requests = [];
  #said = [];
  #violations = [];
  #thrown = [];

  /** Begins to watch `context`, before its first page. */
  static async over(context) {
    const watch = new Watch();
    await context.exposeFunction('reportViolation', (text) => watch.#violations.push(text));
    await context.addInitScript(listen);
    context.on('request', (request) => watch.#requests.push(request));
    context.on('console', (message) => watch.#said.push(message));
    context.on('weberror', (error) => watch.#thrown.push(String(error.error().stack ?? error.error())));
    return watch;
  }

  /** All that is wrong, one sentence each, after `page` used `keys` on servers of the origins `targets`. */
  async findings(page, { keys, targets }) {
    const own = new URL(page.url()).origin;
    const found = [];
    const texts = Object.entries(await page.evaluate(places));
    for (const message of this.#said) {
      const args = await Promise.all(message.args().map((arg) => arg.jsonValue().catch(() => '')));
      texts.push(['the console', `${message.text()} ${JSON.stringify(args)}`]);
    }
    for (const request of this.#requests) texts.push(...await this.#sent(request, own, targets, found));
    for (const key of keys) {
      for (const [place, text] of texts) {
        const way = leak(text, key);
        if (way) found.push(`The key is in ${place} (${way}).`);
      }
    }
    return [
      ...found,
      ...this.#violations.map((text) => `The page broke its own policy: ${text}`),
      ...this.#thrown.map((text) => `The page threw: ${text}`),
      ...this.#said.filter((message) => /Content.Security.Policy/i.test(message.text()))
        .map((message) => `The console tells of a broken policy: ${message.text()}`),
    ];
  }

  /** The places in `request`; adds to `found` if it went where none may go. */
  async #sent(request, own, targets, found) {
    const url = new URL(request.url());
    const isLocal = ['data:', 'blob:'].includes(url.protocol);
    // Where a server sends the browser on to is the server's doing; the key must not travel there.
    const isRedirected = request.redirectedFrom() !== null;
    if (!isLocal && !isRedirected && ![own, ...targets].includes(url.origin)) found.push(`A request went to ${url.origin}.`);
    const headers = await request.allHeaders().catch(() => request.headers());
    if (targets.includes(url.origin)) delete headers.authorization;
    const to = `a request to ${url.origin}`;
    return [
      [`the URL of ${to}`, request.url()],
      [`the headers of ${to}`, JSON.stringify(Object.entries(headers)) + Object.values(headers).join('\n')],
      [`the body of ${to}`, request.postData() ?? ''],
    ];
  }
}
