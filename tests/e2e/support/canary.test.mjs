// The watch finds every leak it is there to find: each is planted once.
import { expect, plain as test } from './fixtures.mjs';
import { freshKey, leak, spells, waysToWrite } from './canary.mjs';
import { Watch } from './watch.mjs';

const OWN = 'http://page.localhost';
const TARGET = 'http://target.localhost';
const POLICY = "default-src 'none'; connect-src *; img-src data:; form-action 'none'";
const HTML = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">
  <link rel="icon" href="data:,"><p id="text"></p><input name="api_key" type="password"><input name="model">`;

/** Runs `act` in a page with a key, and returns what the watch finds. */
async function findings(context, act) {
  const watch = await Watch.over(context);
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, x-other' };
  await context.route('**/*', (route) => route.fulfill({ contentType: 'text/html', headers, body: HTML }));
  const page = await context.newPage();
  await page.goto(`${OWN}/`);
  const key = freshKey();
  await page.locator('[name=api_key]').fill(key);
  if (act) await page.evaluate(act, key);
  return watch.findings(page, { keys: [key], targets: [TARGET] });
}

test('a page that keeps the key to its field and its header is clean', async ({ context }) => {
  expect(await findings(context, (key) => fetch('http://target.localhost/v1', { headers: { authorization: `Bearer ${key}` } }).then(() => {}))).toEqual([]);
});

test('strings that spell the key when they are put together are found', () => {
  const key = freshKey();
  const stream = [...key].map((letter) => `data: ${JSON.stringify({ role: 'assistant', content: letter })}\n\n`).join('');
  const parts = JSON.stringify([{ text: key.slice(0, 40) }, { text: key.slice(40) }]);
  const html = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  for (const text of [stream, parts, JSON.stringify({ body: stream }), html(stream), html(parts)]) expect(spells(text, key), text).toBe(true);
  for (const text of ['', key.slice(1), stream.replace(/"content":"."/, '"content":""'), parts.replace(key.slice(40, 44), '')]) expect(spells(text, key), text).toBe(false);
});

const LEAKS = {
  'its text': (key) => { document.querySelector('#text').textContent = `it is ${key}`; },
  'the document': (key) => { document.querySelector('#text').title = key; },
  'the document (plain|HTML)': (key) => { document.querySelector('[name=api_key]').setAttribute('value', key); },
  'a field': (key) => { document.querySelector('[name=model]').value = key; },
  'the title': (key) => { document.title = key; },
  'the window name': (key) => { window.name = key; },
  'the address': (key) => { location.hash = encodeURIComponent(key); },
  'the history': (key) => { history.pushState(key, ''); },
  'local storage': (key) => { localStorage.setItem('last', JSON.stringify({ key })); },
  'session storage': (key) => { sessionStorage.setItem(key, ''); },
  'a cookie': (key) => { document.cookie = `key=${encodeURIComponent(key)}`; },
  'a database': (key) => new Promise((done) => { indexedDB.open(key).onsuccess = done; }).then(() => {}),
  'a cache': (key) => caches.open(key).then(() => {}),
  'the console': (key) => { console.log({ key }); },
  'the URL of a request to http://target.localhost': (key) => fetch(`http://target.localhost/?key=${encodeURIComponent(key)}`).then(() => {}),
  'the URL of a request to http://page.localhost': (key) => fetch(`/${btoa(`user:${key}`)}`).then(() => {}),
  'the headers of a request to http://target.localhost': (key) => fetch('http://target.localhost/', { headers: { 'x-other': key } }).then(() => {}),
  'the headers of a request to http://page.localhost': (key) => fetch('/', { headers: { authorization: `Bearer ${key}` } }).then(() => {}),
  'the body of a request to http://target.localhost': (key) => fetch('http://target.localhost/', { method: 'POST', body: JSON.stringify({ key }) }).then(() => {}),
};

const LOOKED_AT_OFTEN = ['its text', 'local storage', 'the console', 'the headers of a request to http://page.localhost'];

for (const [place, act] of Object.entries(LEAKS)) {
  const tag = LOOKED_AT_OFTEN.includes(place) ? [] : ['@rest'];
  test(`a key planted in ${place} is found`, { tag }, async ({ context }) => {
    const wanted = `The key is in ${place.replace(/ \(.*/, '')} (`;
    const found = await findings(context, act);
    expect(found.some((text) => text.startsWith(wanted)), JSON.stringify(found)).toBe(true);
  });
}

const WRONGS = {
  'The page broke its own policy: script-src-elem': () => { document.body.append(Object.assign(document.createElement('script'), { src: '/x.js' })); },
  'The console tells of a broken policy': () => { document.body.append(Object.assign(document.createElement('script'), { src: '/x.js' })); },
  'A request went to http://elsewhere.localhost': () => fetch('http://elsewhere.localhost/').then(() => {}),
  'The page threw': () => { setTimeout(() => { throw new Error('planted'); }); return new Promise((done) => { setTimeout(done, 1); }); },
};

for (const [wanted, act] of Object.entries(WRONGS)) {
  test(`the watch says: ${wanted}`, async ({ context }) => {
    const found = await findings(context, act);
    expect(found.some((text) => text.startsWith(wanted)), JSON.stringify(found)).toBe(true);
  });
}

test('a key is found however it is written, and an innocent text is not', () => {
  const key = freshKey();
  for (const [way, written] of waysToWrite(key)) expect(leak(`…${written}…`, key), way).toBeDefined();
  for (const before of ['', 'a', 'ab', 'abc']) {
    expect(leak(Buffer.from(`${before}${key}more`).toString('base64'), key), `base64 after "${before}"`).toBeDefined();
  }
  expect(leak(`${key.slice(0, 12)}…${key.slice(-4)}`, key)).toBeUndefined();
  expect(leak(`Bearer ${freshKey()}`, key)).toBeUndefined();
});
