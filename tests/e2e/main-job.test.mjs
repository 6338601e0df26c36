// The job of the page: a person types three values, presses one button, and knows.
import assert from 'node:assert/strict';
import { ALL_PASS, test } from './support/harness.mjs';

// What a browser adds by itself, and what every request has.
const OF_THE_BROWSER = /^(host|user-agent|accept|accept-encoding|accept-language|connection|content-length|origin|referer|cache-control|pragma|priority|sec-.*)$/;

for (const [way, stream] of [['plain', false], ['streamed', true]]) {
  test(`a healthy gateway passes all four points, ${way}`, async ({ page, healthy }) => {
    assert.notEqual(await page.state(), 'done');
    assert.notDeepEqual((await page.results()).points, ALL_PASS);
    await page.run({ ...healthy, stream });
    const { points, diagnosis, requests } = await page.results();
    assert.deepEqual({ points, diagnosis, requests }, { points: ALL_PASS, diagnosis: null, requests: 1 });
    assert.notEqual((await page.reply()).trim(), '');
  });

  test(`the request is what a client sends, and no more, ${way}`, async ({ page, sandbox, healthy }) => {
    await page.run({ ...healthy, stream });
    const requests = await sandbox.requests();
    assert.equal(requests.length, 1);
    const [{ method, path, body, headers }] = requests;
    assert.deepEqual([method, path], ['POST', '/healthy/v1/chat/completions']);
    const asked = { model: healthy.model, messages: [{ role: 'user', content: healthy.prompt }] };
    assert.deepEqual(JSON.parse(body), stream ? { ...asked, stream: true, stream_options: { include_usage: true } } : asked);
    const own = Object.fromEntries(headers.filter(([name]) => !OF_THE_BROWSER.test(name)));
    assert.deepEqual(own, { authorization: `Bearer ${healthy.api_key}`, 'content-type': 'application/json' });
  });

  test(`the times are shown and in order, ${way}`, async ({ page, healthy }) => {
    await page.run({ ...healthy, stream });
    const total = await page.metric('total_ms');
    assert.ok(total > 0, `total ${total}`);
    assert.ok(await page.metric('tokens') > 0);
    if (stream) assert.ok(await page.metric('ttft_ms') <= total);
  });
}

test('a second run replaces the first', async ({ page, sandbox, healthy }) => {
  await page.run({ ...healthy, base_url: sandbox.base('not-found') });
  assert.notEqual((await page.results()).diagnosis, null);
  await page.run(healthy);
  const { points, diagnosis, requests } = await page.results();
  assert.deepEqual({ points, diagnosis, requests }, { points: ALL_PASS, diagnosis: null, requests: 1 });
});

test('nothing is sent before somebody asks', async ({ page, healthy }) => {
  await page.fill(healthy);
  assert.deepEqual(await page.sent(), []);
  assert.equal((await page.results()).requests, 0);
});
