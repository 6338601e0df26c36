// The configurations that the page offers to copy, on the real servers: with its lines a gateway that no page
// may read passes the full run.
import { ALL_PASS, LONG_ANSWER, expect, test } from './support/fixtures.mjs';
import { NAMES, startGatewayServer } from './support/gateway-servers.mjs';
import { startLiteLlm, startModel } from './support/model.mjs';

/** Returns what the page offers to copy for server `name`, as it cannot read the gateway at `base_url`. */
async function linesFor(name, { app, healthy, base_url }) {
  await app.fill({ ...healthy, base_url });
  await app.send();
  await app.until('done');
  expect((await app.results()).points).not.toEqual(ALL_PASS);
  await app.action('show-cors-setups').click();
  return app.tab.locator(`[data-setup="${name}"] pre`).evaluate((at) => at.textContent);
}

for (const name of NAMES) {
  test(`with the lines for ${name} a full run passes`, { tag: ['@rest'] }, async ({ app, sandbox, healthy }) => {
    const base_url = sandbox.base('no-cors');
    const lines = await linesFor(name, { app, healthy, base_url });
    const { host, pathname } = new URL(base_url);
    const server = await startGatewayServer(name, lines, host);
    app.targets.push(server.origin);
    try {
      await app.validate({ ...healthy, base_url: server.origin + pathname, prompt: LONG_ANSWER, profile: 'full' });
      const { points, diagnosis } = await app.results();
      expect({ points, diagnosis }).toEqual({ points: ALL_PASS, diagnosis: null });
    } finally {
      await server.stop();
    }
  });
}

/** The variables that lines set: `NAME=value`, among comments. */
const variables = (lines) => Object.fromEntries(lines.split('\n').filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split(/=(.*)/s)));

/** Who may read what a server answers to a page of `origin`. */
async function readers({ base, key }, origin) {
  const reply = await fetch(`${base}/models`, { headers: { origin, authorization: `Bearer ${key}` } });
  return reply.headers.get('access-control-allow-origin') ?? 'nobody';
}

// These two allow every page by themselves; with their lines they allow this one, and it loses nothing. LiteLLM
// answers a request without a key outside of its CORS layer, as its lines say.
for (const [name, found, start] of [['LiteLLM', 'cors-error-unreadable', async (lines) => {
  const model = await startModel();
  const litellm = await startLiteLlm(model.base, lines);
  return { ...litellm, stop: () => Promise.all([litellm.stop(), model.stop()]) };
}], ['llama.cpp', null, startModel]]) {
  test(`with the lines for ${name} this page is read, and no other`, { tag: ['@rest'] }, async ({ app, sandbox, healthy }) => {
    test.setTimeout(1_600_000);
    const lines = await linesFor(name, { app, healthy, base_url: sandbox.base('no-cors') });
    const server = await start(variables(lines));
    app.targets.push(new URL(server.base).origin);
    try {
      const page = new URL(app.tab.url()).origin;
      expect(await readers(server, page)).toBe(page);
      expect(await readers(server, 'http://elsewhere.example')).not.toMatch(/elsewhere|\*/);
      await app.validate({ base_url: server.base, api_key: server.key, model: server.model, prompt: 'Say hello.', profile: 'full', timeout_s: 300 }, 1_500_000);
      const { points, diagnosis } = await app.results();
      expect(diagnosis).toBe(found);
      expect(points.routing).toBe('pass');
      expect(points.authentication).toMatch(/^(pass|warn)$/);
    } finally {
      await server.stop();
    }
  });
}
