// The sandbox gateway, with the built page beside it.
import { start } from './child.mjs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../..', import.meta.url));
/** The program `name`, which `tools/test` has built. */
export const built = (name) => `${process.env.CARGO_TARGET_DIR ?? `${top}target`}/debug/${name}`;

const program = process.env.GATEWAY_CHECK_SANDBOX ?? built('gateway-check-sandbox');

/** The folder with the page that is tested. */
export const folder = process.env.GATEWAY_CHECK_PAGE ?? `${top}dist`;

/** Starts it, on free ports unless others are given. */
export async function startSandbox(more = [], ports = ['--port', '0', '--page-port', '0']) {
  const server = await start(program, ['--page', folder, ...ports, ...more], ['sandbox', 'page']);
  const get = async (path) => (await fetch(server.sandbox + path)).json();
  const table = await get('/behaviours.json');
  return {
    page: `${server.page}/`,
    model: table.model,
    rows: table.behaviours,
    /** Where its behaviours live: some need a separate port or host. */
    origins: [...new Set(table.behaviours.map((row) => new URL(row.base_url).origin))],
    /** The base URL of the behaviour `id`, as it is to be typed. */
    base: (id) => table.behaviours.find((row) => row.id === id).base_url,
    /** Returns the requests it received since `forget`, preflights aside. */
    requests: async () => (await get('/requests.json')).filter((request) => request.method !== 'OPTIONS'),
    forget: () => fetch(`${server.sandbox}/requests/reset`, { method: 'POST' }),
    stop: server.stop,
  };
}
