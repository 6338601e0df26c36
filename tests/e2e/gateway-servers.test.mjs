// The configurations that the page offers to copy, on the real servers: with its lines a gateway that no page
// may read passes the full run.
import { ALL_PASS, LONG_ANSWER, expect, test } from './support/fixtures.mjs';
import { NAMES, startGatewayServer } from './support/gateway-servers.mjs';

for (const name of NAMES) {
  test(`with the lines for ${name} a full run passes`, { tag: ['@rest'] }, async ({ app, sandbox, healthy }) => {
    const base_url = sandbox.base('no-cors');
    await app.fill({ ...healthy, base_url });
    await app.send();
    await app.until('done');
    expect((await app.results()).points).not.toEqual(ALL_PASS);
    await app.action('show-cors-setups').click();
    const lines = await app.tab.locator(`[data-setup="${name}"] pre`).evaluate((at) => at.textContent);
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
