// The job of the page: a person types three values, presses one button, and knows.
import { ALL_PASS, LONG_ANSWER, expect, test } from './support/fixtures.mjs';

// What a browser adds by itself, and what every request has.
const OF_THE_BROWSER = /^(host|user-agent|accept|accept-encoding|accept-language|connection|content-length|origin|referer|cache-control|pragma|priority|sec-.*)$/;

for (const [way, stream] of [['plain', false], ['streamed', true]]) {
  const given = (healthy) => ({ ...healthy, stream, prompt: stream ? LONG_ANSWER : healthy.prompt });

  test(`a healthy gateway passes all four points, ${way}`, async ({ app, healthy }) => {
    expect(await app.state()).not.toBe('done');
    expect((await app.results()).points).not.toEqual(ALL_PASS);
    await app.run(given(healthy));
    const { points, diagnosis, requests } = await app.results();
    expect({ points, diagnosis, requests }).toEqual({ points: ALL_PASS, diagnosis: null, requests: 1 });
    expect((await app.reply()).trim()).not.toBe('');
  });

  test(`the request is what a client sends, and no more, ${way}`, async ({ app, sandbox, healthy }) => {
    await app.run(given(healthy));
    const requests = await sandbox.requests();
    expect(requests.length).toBe(1);
    const [{ method, path, body, headers }] = requests;
    expect([method, path]).toEqual(['POST', '/healthy/v1/chat/completions']);
    const asked = { model: healthy.model, messages: [{ role: 'user', content: given(healthy).prompt }] };
    expect(JSON.parse(body)).toEqual(stream ? { ...asked, stream: true, stream_options: { include_usage: true } } : asked);
    const own = Object.fromEntries(headers.filter(([name]) => !OF_THE_BROWSER.test(name)));
    expect(own).toEqual({ authorization: `Bearer ${healthy.api_key}`, 'content-type': 'application/json' });
  });

  test(`the times are shown and in order, ${way}`, async ({ app, healthy }) => {
    await app.run(given(healthy));
    const total = await app.metric('total_ms');
    expect(total, `total ${total}`).toBeGreaterThan(0);
    expect(await app.metric('tokens')).toBeGreaterThan(0);
    if (stream) expect(await app.metric('ttft_ms')).toBeLessThanOrEqual(total);
  });
}

test('a second run replaces the first', async ({ app, sandbox, healthy }) => {
  await app.run({ ...healthy, base_url: sandbox.base('not-found') });
  expect((await app.results()).diagnosis).not.toBeNull();
  await app.run(healthy);
  const { points, diagnosis, requests } = await app.results();
  expect({ points, diagnosis, requests }).toEqual({ points: ALL_PASS, diagnosis: null, requests: 1 });
});

test('nothing is sent before somebody asks', async ({ app, healthy }) => {
  await app.fill(healthy);
  expect(await app.sent()).toEqual([]);
  expect((await app.results()).requests).toBe(0);
});
