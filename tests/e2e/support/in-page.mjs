// What runs inside the page, in whichever browser: each function is sent there as its own source text.

/** Returns the results in the words of the hooks; of the diagnoses the first, which is the main one. */
export function results() {
  const verdicts = (name) => Object.fromEntries(
    [...document.querySelectorAll(`#results [data-${name}]`)].map((at) => [at.getAttribute(`data-${name}`), at.dataset.verdict]));
  const first = document.querySelector('[data-diagnosis]');
  return {
    points: verdicts('point'),
    checks: verdicts('check'),
    diagnosis: first?.dataset.diagnosis ?? null,
    owner: first?.dataset.owner ?? null,
    confidence: first?.dataset.confidence ?? null,
    requests: Number(document.querySelector('[data-requests]')?.dataset.requests ?? 0),
  };
}

/** Every place in the page that can hold text, by name. */
export async function places() {
  // What is queued, such as the report of a violation, comes first.
  await new Promise((done) => { setTimeout(done); });
  const values = [...document.querySelectorAll('input, textarea, select')]
    .filter((field) => !/^(new_)?api_key/.test(field.name)).map((field) => field.value);
  const stored = (storage) => JSON.stringify(Object.entries(storage));
  const cached = [];
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    cached.push(name, ...requests.map((request) => request.url));
  }
  return {
    'the document': document.documentElement.outerHTML,
    'its text': document.documentElement.innerText,
    'a field': values.join('\n'),
    'the title': document.title,
    'the window name': window.name,
    'the address': location.href,
    'the history': `${JSON.stringify(history.state)} ${(window.navigation?.entries() ?? []).map((entry) => entry.url).join(' ')}`,
    'local storage': stored(localStorage),
    'session storage': stored(sessionStorage),
    'a cookie': document.cookie,
    'a database': (await indexedDB.databases()).map((database) => database.name).join(' '),
    'a cache': cached.join(' '),
    'a timing entry': performance.getEntries().map((entry) => entry.name).join(' '),
  };
}
