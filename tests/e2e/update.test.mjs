// Two releases, one after the other, copied over a hosted page as an archive is unpacked: returning visitors get
// the new one, and an open tab keeps working.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotli, gzip } from '../../tools/compress.mjs';
import { release } from '../../tools/pack.mjs';
import { version } from '../../tools/version.mjs';
import { ALL_PASS, expect, plain, test } from './support/fixtures.mjs';
import { folder } from './support/sandbox.mjs';
import { NAMES, startWebServer } from './support/web-servers.mjs';

// One worker for all of them, which packs once.
test.describe.configure({ mode: 'default' });

/** The page with another script, whose name has the same length: so index.html has the same size. */
function nextPage(to) {
  cpSync(folder, to, { recursive: true });
  const boot = readdirSync(to).find((name) => /^boot-[0-9a-f]+\.js$/.test(name));
  const next = boot.replace(/[0-9a-f](?=\.js$)/, (digit) => (digit === '0' ? '1' : '0'));
  for (const ending of ['', '.br', '.gz']) renameSync(join(to, boot + ending), join(to, next + ending));
  const script = Buffer.from(`document.documentElement.dataset.release = "next";\n${readFileSync(join(to, next), 'utf8')}`);
  for (const [ending, bytes] of [['', script], ['.br', brotli(script)], ['.gz', gzip(script)]]) writeFileSync(join(to, next + ending), bytes);
  const page = join(to, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replaceAll(boot, next));
  expect(statSync(page).size).toBe(statSync(join(folder, 'index.html')).size);
}

/** Packs `page` as of `time`, unpacks it in `to`, and returns where its files are. */
function unpacked(page, time, to) {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(page, 'version.json'), JSON.stringify({ version: version(), commit: null, time }));
  const [[, archive]] = release(page, join(page, 'none'), '').filter(([name]) => name.endsWith('.tar.gz'));
  writeFileSync(join(to, 'archive.tar.gz'), archive);
  execFileSync('tar', ['-xzf', 'archive.tar.gz', '--strip-components=1'], { cwd: to });
  return join(to, 'page');
}

let place, releases;
test.beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'gateway-check-update-'));
  const pages = ['first', 'next'].map((name) => join(place, name));
  cpSync(folder, pages[0], { recursive: true });
  nextPage(pages[1]);
  const times = ['2026-01-05T10:00:00Z', '2026-02-05T10:00:00Z'];
  releases = pages.map((page, at) => unpacked(page, times[at], `${page}-unpacked`));
});
test.afterAll(() => rmSync(place, { recursive: true }));

plain('the files of a release have its time', () => {
  const times = releases.map((page) => [...new Set(readdirSync(page).map((name) => statSync(join(page, name)).mtime.toISOString()))]);
  expect(times).toEqual([['2026-01-05T10:00:00.000Z'], ['2026-02-05T10:00:00.000Z']]);
});

/** Puts `page` in place of what is in `site`, of which only config.json stays. */
function update(site, page) {
  for (const name of readdirSync(site)) if (name !== 'config.json') rmSync(join(site, name));
  execFileSync('cp', ['-a', `${page}/.`, site]);
}

/** Gives all files one time, as a package or an image may. */
function atOneTime(site) {
  for (const name of readdirSync(site)) utimesSync(join(site, name), 1_000_000_000, 1_000_000_000);
}

const HOW = [
  ['with nothing set but no-cache', { isBare: true }, () => {}],
  ['with the file for it, where all files have one time', {}, atOneTime],
];

for (const name of NAMES) {
  for (const [how, options, settle] of HOW) {
    test(`${name} ${how}: a returning visitor has the new page, and an open tab keeps working`, { tag: name === 'nginx' ? [] : ['@rest'] }, async ({ unopened: app, healthy, context }) => {
      const site = mkdtempSync(join(place, 'site-'));
      const put = (page) => { update(site, page); settle(site); };
      put(releases[0]);
      const server = await startWebServer(name, site, options);
      const html = app.tab.locator('html');
      await app.open(`${server.origin}/`);
      await expect(html).not.toHaveAttribute('data-release');
      await app.run(healthy);

      put(releases[1]);
      await app.run(healthy);
      expect((await app.results()).points).toEqual(ALL_PASS);
      await Promise.all([app.tab.waitForEvent('download'), app.action('download-html').click()]);

      const visit = async () => {
        const tab = await context.newPage();
        await tab.goto(`${server.origin}/`);
        await tab.waitForSelector('html[data-app=ready]', { state: 'attached' });
        const release = await tab.locator('html').getAttribute('data-release');
        await tab.close();
        return release;
      };
      expect(await visit(), 'the new page').toBe('next');
      put(releases[0]);
      expect(await visit(), 'the old page again').toBe(null);
      await server.stop();
    });
  }
}
