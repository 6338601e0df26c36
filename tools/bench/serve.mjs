// Serves a folder as a host would: files named after their content are cached forever, and sent compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** The answer for each path of `folder`. */
function answers(folder) {
  const all = new Map();
  for (const name of readdirSync(folder).filter((name) => extname(name) in TYPES)) {
    const content = readFileSync(join(folder, name));
    const isPage = name === 'index.html';
    const headers = {
      'content-type': TYPES[extname(name)],
      'content-encoding': 'br',
      'cache-control': isPage ? 'no-cache' : 'public, max-age=31536000, immutable',
    };
    all.set(isPage ? '/' : `/${name}`, { headers, body: isPage ? brotliCompressSync(content) : readFileSync(join(folder, `${name}.br`)) });
  }
  // The file of a host that presets nothing.
  all.set('/config.json', { headers: { 'content-type': 'application/json' }, body: '{}' });
  return all;
}

/** Serves `folder` on a free port of this machine; returns the page's URL, and `stop`. */
export async function serve(folder) {
  const all = answers(folder);
  const server = createServer((request, response) => {
    const { headers, body } = all.get(new URL(request.url, 'http://localhost').pathname) ?? {};
    response.writeHead(body ? 200 : 404, { ...headers, 'content-length': body?.length ?? 0 }).end(body);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
