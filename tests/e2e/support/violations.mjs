// Receives what browsers report of the page's content security policy, in the way that every engine has.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { folder } from './sandbox.mjs';

/** The policy in the page. */
function ownPolicy() {
  return /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(readFileSync(`${folder}/index.html`, 'utf8'))[1];
}

export async function startViolations() {
  const reports = [];
  const server = createServer(async (request, reply) => {
    reports.push(JSON.parse(await text(request))['csp-report']);
    reply.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    /** The page's own policy, for the header, where it can name the report address. */
    policy: `${ownPolicy()}; report-uri http://127.0.0.1:${server.address().port}/`,
    reports,
    stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
