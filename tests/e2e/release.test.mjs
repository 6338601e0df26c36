// The release archive: the same page gives the same bytes, the sums are right, and nothing is missing.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linked, text, thirdPartyLicences } from '../../tools/licences.mjs';
import { notes } from '../../tools/notes.mjs';
import { release } from '../../tools/pack.mjs';
import { version } from '../../tools/version.mjs';
import { expect, plain as test } from './support/fixtures.mjs';
import { folder } from './support/sandbox.mjs';

// One worker for all of them, which packs once.
test.describe.configure({ mode: 'default' });

const PROGRAM = 'gateway-check-config-x86_64';

let place, programs, licences, files;
test.beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'gateway-check-release-'));
  programs = join(place, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, PROGRAM), 'what tools/config-programs builds');
  licences = thirdPartyLicences();
  files = release(folder, programs, licences);
});
test.afterAll(() => rmSync(place, { recursive: true }));

const archive = `gateway-check-${version()}.tar.gz`;

test('the same page gives the same bytes, whatever its files look like to the system', () => {
  const copy = join(place, 'copy');
  mkdirSync(copy);
  // In another order, with another time and mode.
  for (const name of readdirSync(folder).reverse()) {
    cpSync(join(folder, name), join(copy, name));
    utimesSync(join(copy, name), 1_000_000_000, 1_000_000_000);
    chmodSync(join(copy, name), 0o600);
  }
  const again = release(copy, programs, thirdPartyLicences());
  expect(again.map(([name]) => name)).toEqual(files.map(([name]) => name));
  for (const [at, [name, bytes]] of files.entries()) expect(bytes.equals(again[at][1]), name).toBe(true);
});

test('the sums of a release are right, outside and inside', () => {
  const out = join(place, 'out');
  mkdirSync(out);
  for (const [name, bytes] of files) writeFileSync(join(out, name), bytes);
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: out });
  execFileSync('tar', ['-xzf', archive], { cwd: out });
  const inside = join(out, archive.replace('.tar.gz', ''));
  execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: inside });
  for (const name of ['LICENSE', 'LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY-LICENSES.txt', 'gateway-check.html']) {
    expect(readdirSync(inside), name).toContain(name);
  }
  expect(readdirSync(join(inside, 'page'))).toEqual(readdirSync(folder));
  for (const name of ['hosting.md', 'config.md', 'config.schema.json', 'report.schema.json', 'hosting']) {
    expect(readdirSync(join(inside, 'docs')), name).toContain(name);
  }
  for (const name of readdirSync(inside, { recursive: true }).filter((it) => it.endsWith('.md'))) {
    expect(readFileSync(join(inside, name), 'utf8'), `${name} shows no picture that is not there`).not.toMatch(/!\[[^\]]*\]\(/);
  }
  expect(readFileSync(join(inside, 'README.md'), 'utf8')).toContain('*The page after a run:');
  expect(statSync(join(inside, 'bin', PROGRAM)).mode & 0o777, 'a program can be run').toBe(0o755);
});

test('a page that says no time is not packed', () => {
  const copy = join(place, 'untimed');
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'version.json'));
  expect(() => release(copy, programs, licences)).toThrow(/version\.json is missing/);
});

/** Returns the version information of a build of the sources in `top`. */
const infoOf = (top, more = {}) => JSON.parse(execFileSync('node', [join(top, 'tools/version.mjs')], { encoding: 'utf8', env: { PATH: process.env.PATH, ...more } }));

test('a build says its version, its commit and the time of it, in git and without', () => {
  const sources = join(place, 'sources');
  for (const name of ['Cargo.toml', 'tools/version.mjs']) cpSync(new URL(`../../${name}`, import.meta.url), join(sources, name));
  const before = Math.floor(Date.now() / 1000) * 1000;
  const without = infoOf(sources);
  expect(without).toMatchObject({ version: version(), commit: null });
  expect(Date.parse(without.time)).toBeGreaterThanOrEqual(before);
  expect(infoOf(sources, { SOURCE_DATE_EPOCH: '1700000000' }).time).toBe('2023-11-14T22:13:20Z');

  const git = (...args) => execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example', ...args], {
    cwd: sources, encoding: 'utf8', env: { ...process.env, GIT_COMMITTER_DATE: '2026-01-05T10:00:00Z' },
  }).trim();
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'All of it');
  const commit = git('rev-parse', 'HEAD');
  const short = commit.slice(0, 12);
  expect(infoOf(sources)).toEqual({ version: `${version()}+${short}`, commit, time: '2026-01-05T10:00:00Z' });
  expect(infoOf(sources, { GATEWAY_CHECK_COMMIT: '' })).toMatchObject({ version: version(), commit: null });
  writeFileSync(join(sources, 'Cargo.toml'), `${readFileSync(join(sources, 'Cargo.toml'), 'utf8')}\n`);
  const changed = infoOf(sources);
  expect(changed).toMatchObject({ version: `${version()}+${short}.dirty`, commit });
  expect(Date.parse(changed.time)).toBeGreaterThanOrEqual(before);
});

test('every crate is named with its licence and a text', () => {
  expect(licences).toMatch(/^The Rust standard library\n {2}licence: MIT OR Apache-2\.0/m);
  expect(licences).toMatch(/^leptos \d[\d.]*\n {2}licence: MIT\n.*\n {2}texts: {3}\[\d+\]/m);
  expect(licences.match(/^ {2}licence: /gm).length).toBe(licences.match(/^ {2}texts: {3}\[/gm).length);
});

test('a crate without a licence, or without a text, stops a release', () => {
  const crate = { name: 'odd', version: '1.0.0', license: null, authors: [], manifest_path: join(place, 'Cargo.toml') };
  expect(() => text([crate])).toThrow(/No licence is named by odd/);
  expect(() => text([{ ...crate, license: 'ISC' }])).toThrow(/odd brings no licence text/);
});

test('what only builds or tests use is not among the licences', () => {
  const node = (id, deps) => ({ id, deps: deps.map(([pkg, kind]) => ({ pkg, dep_kinds: [{ kind }] })) });
  const crate = (id, source = 'registry') => ({ id, name: id, version: '1.0.0', source });
  const found = linked({
    packages: [crate('page', null), crate('used'), crate('deep'), crate('builds'), crate('tests')],
    resolve: { nodes: [node('page', [['used', null], ['tests', 'dev']]), node('used', [['deep', null], ['builds', 'build']]), node('deep', []), node('builds', []), node('tests', [])] },
  }, 'page');
  expect(found.map(({ name }) => name)).toEqual(['deep', 'used']);
});

test('the notes of a release are its part of the changelog, and only the tag of the version has them', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- Later.\n\n## 0.2.0 - 2026-12-01\n\n### Added\n\n- This.\n\n## [0.1.0]\n\n- That.\n';
  expect(notes('v0.2.0', '0.2.0', changelog)).toBe('### Added\n\n- This.');
  expect(notes('v0.1.0', '0.1.0', changelog)).toBe('- That.');
  expect(() => notes('v0.2.1', '0.2.0', changelog)).toThrow('The tag is v0.2.1, but the version in Cargo.toml is 0.2.0.');
  for (const version of ['0.2', '0.3.0', 'Unreleased ']) expect(() => notes(`v${version}`, version, changelog)).toThrow(/says nothing/);
});
