// The container's start script with the nginx of this machine, as an ordinary user: what it serves has the policy of
// the mounted config.json, and it does not start without.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ALL_PASS, expect, plain, test } from './support/fixtures.mjs';
import { found, freePort } from './support/found.mjs';
import { built, folder } from './support/sandbox.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const hosting = `${top}docs/hosting/`;
const program = built('csp');
const OPEN = /add_header Content-Security-Policy "(.*)" always/.exec(readFileSync(`${hosting}nginx.conf`, 'utf8'))[1];

/** An ordinary user: the one who runs the tests, or `nobody`. */
const user = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

const places = [];
// A worker that comes back to this file calls this again.
test.afterAll(() => { for (const place of places.splice(0)) rmSync(place, { recursive: true }); });

/** Builds the content of the image in a folder: the page, and a config.json in its mounted folder, if any. */
async function image(config) {
  const place = mkdtempSync(join(tmpdir(), 'gateway-check-container-'));
  places.push(place);
  cpSync(folder, join(place, 'page'), { recursive: true });
  cpSync(program, join(place, 'program'));
  symlinkSync(join(place, 'config/config.json'), join(place, 'page/config.json'));
  if (config !== undefined) mkdirSync(join(place, 'config'));
  if (config) writeFileSync(join(place, 'config/config.json'), config);
  mkdirSync(join(place, 'tmp'));
  if (user.uid) for (const path of [place, join(place, 'tmp')]) chownSync(path, user.uid, user.gid);
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    GATEWAY_CHECK_CONFIG: join(place, 'config/config.json'),
    GATEWAY_CHECK_SHIPPED: `${hosting}nginx.conf`,
    GATEWAY_CHECK_MADE: join(place, 'tmp/gateway-check.conf'),
    GATEWAY_CHECK_PAGE: join(place, 'page'),
    GATEWAY_CHECK_PORT: String(port),
    GATEWAY_CHECK_PROGRAM: join(place, 'program'),
  };
  return { place, port, env };
}

/** Runs the start script. */
function start({ env }, more = {}) {
  const script = readFileSync(`${hosting}container/start.sh`, 'utf8');
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { ...user, env: { ...env, ...more }, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** nginx on what the script has made, with its files where the image has them. */
async function serve({ place, port, env }) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${place}/tmp/${name};`).join('\n');
  writeFileSync(join(place, 'nginx.conf'), `
    daemon off; worker_processes 1; pid ${place}/tmp/nginx.pid; error_log stderr notice; events {}
    http { access_log off; ${temporary} include ${env.GATEWAY_CHECK_MADE}; }`);
  const child = spawn(found('find_nginx', 'nginx'), ['-p', place, '-c', join(place, 'nginx.conf'), '-e', 'stderr'], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  const said = [];
  const listening = new Promise((done) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (line.includes('start worker processes')) done();
    });
  });
  await Promise.race([listening, gone.then(([code]) => { throw new Error(`nginx ended with ${code}: ${said.join('\n')}`); })]);
  return { origin: `http://127.0.0.1:${port}`, stop: () => { child.kill('SIGTERM'); return gone; } };
}

const REQUIRED = '<meta name="config" content="required"';
const policyOf = async (origin) => (await fetch(`${origin}/`)).headers.get('content-security-policy');

test('the page has the policy of its config.json, and its gateway answers', async ({ unopened: app, healthy }) => {
  const { base_url, model, api_key } = healthy;
  const made = await image(JSON.stringify({ gateways: [{ name: 'Ours', base_url, models: [model] }], only_these_gateways: true }));
  const { status, said } = start(made);
  expect(status, said).toBe(0);
  const server = await serve(made);
  const policy = await policyOf(server.origin);
  expect(policy).toBe(OPEN.replace("'self' https: http:", `'self' ${new URL(base_url).origin}`));
  expect(said).toContain(`gateway-check: Content-Security-Policy: ${policy}`);
  expect(await (await fetch(`${server.origin}/version.json`)).json()).toHaveProperty('version');
  expect(await (await fetch(`${server.origin}/`)).text()).toContain(REQUIRED);
  await app.open(`${server.origin}/`);
  await expect(app.field('base_url')).toHaveValue(base_url);
  await app.run({ api_key });
  expect((await app.results()).points).toEqual(ALL_PASS);
  await server.stop();
});

for (const [how, config, more] of [
  ['nothing is mounted', undefined, {}],
  ['it is not to be locked', '{"gateways":[{"name":"G","base_url":"https://gateway.example/v1"}]}', { GATEWAY_CHECK_LOCK: 'no' }],
]) {
  plain(`where ${how}, the policy is the usual one`, async () => {
    const made = await image(config);
    const { status, said } = start(made, more);
    expect(status, said).toBe(0);
    const server = await serve(made);
    expect(await policyOf(server.origin)).toBe(OPEN);
    expect(await (await fetch(`${server.origin}/`)).text()).not.toContain(REQUIRED);
    expect((await fetch(`${server.origin}/config.json`)).status).toBe(config ? 200 : 404);
    await server.stop();
  });
}

for (const [how, config, words] of [
  ['a config.json with a mistake', '{"gateways":[{"name":"G"}]}', /config\.json: gateways\[0\].*base_url/],
  ['no JSON', '{"gateways":[', /config\.json: /],
  ['an empty folder', '', /config\.json is missing or is no file/],
]) {
  for (const more of [{}, { GATEWAY_CHECK_LOCK: 'no' }]) {
    plain(`with ${how} nothing starts${more.GATEWAY_CHECK_LOCK ? ', unlocked neither' : ''}`, async () => {
      const made = await image(config);
      const { status, said } = start(made, more);
      expect(status).toBe(1);
      expect(said).toMatch(words);
      expect(() => readFileSync(made.env.GATEWAY_CHECK_MADE)).toThrow(/ENOENT/);
    });
  }
}

plain('with a config.json among the files of the page, which nobody checks, nothing starts', async () => {
  const gateways = '{"gateways":[{"name":"G","base_url":"https://gateway.example/v1"}]}';
  for (const config of [undefined, gateways]) {
    const made = await image(config);
    const own = join(made.place, 'page/config.json');
    rmSync(own);
    writeFileSync(own, gateways);
    const { status, said } = start(made);
    expect(status, said).toBe(1);
    expect(said).toMatch(/page\/config\.json is not checked: mount its folder at .*\/config instead/);
  }
});

plain('where the file for nginx was changed so that the page cannot be told that its file is required, nothing starts', async () => {
  const made = await image('{"gateways":[{"name":"G","base_url":"https://gateway.example/v1"}]}');
  const changed = join(made.place, 'nginx.conf');
  writeFileSync(changed, readFileSync(`${hosting}nginx.conf`, 'utf8').replace('index index.html;', 'index index.html index.htm;'));
  const { status, said } = start(made, { GATEWAY_CHECK_SHIPPED: changed });
  expect(status, said).toBe(1);
  expect(said).toMatch(/could not be told that its config\.json is required/);
  expect(start(made, { GATEWAY_CHECK_SHIPPED: changed, GATEWAY_CHECK_LOCK: 'no' }).status).toBe(0);
});
