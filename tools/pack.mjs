// Packs the built page for a release: pack.mjs FROM TO, where FROM is dist/. The same input always
// gives the same bytes: names in order, one time, one owner, one mode.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { create } from 'tar';
import { thirdPartyLicences } from './licences.mjs';
import { singleFile } from './single-file.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const PLAIN = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'CHANGELOG.md'];
// Some programs take the year 1970 for a mistake.
const TIME = new Date('2000-01-01T00:00:00Z');

/** A gzipped tar archive of `files`. The library takes files of a disk, so they lie in a folder meanwhile. */
function archive(files) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-pack-'));
  try {
    for (const [name, bytes] of files) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
      chmodSync(join(folder, name), 0o644);
    }
    const file = join(folder, 'archive');
    // `portable` leaves out owner, system and every time but this one.
    create({ sync: true, cwd: folder, file, gzip: { level: 9 }, portable: true, mtime: TIME }, files.map(([name]) => name));
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every file below `folder`, as pairs of name and bytes. */
function below(folder, prefix) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((at) => at.isFile()).map((at) => {
    const path = join(at.parentPath ?? at.path, at.name);
    return [`${prefix}/${relative(folder, path).replaceAll('\\', '/')}`, readFileSync(path)];
  });
}

const inOrder = (files) => files.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What `sha256sum --check` reads. */
function sums(files) {
  return Buffer.from(files.map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join(''));
}

/** The version of the page. */
export function version() {
  return /\[workspace\.package\]\s+version = "([^"]+)"/.exec(readFileSync(join(top, 'Cargo.toml'), 'utf8'))[1];
}

/** The files of a release of the page in `folder`, as pairs of name and bytes. */
export function release(folder, licences = thirdPartyLicences()) {
  const whole = `gateway-check-${version()}`;
  const single = ['gateway-check.html', Buffer.from(singleFile(folder))];
  const files = inOrder([
    ...below(folder, 'page'),
    ...below(join(top, 'docs/hosting'), 'hosting'),
    ...PLAIN.map((name) => [name, readFileSync(join(top, name))]),
    ['THIRD-PARTY-LICENSES.txt', Buffer.from(licences)],
    single,
  ]);
  const named = [...files, ['SHA256SUMS', sums(files)]].map(([name, bytes]) => [`${whole}/${name}`, bytes]);
  const shipped = inOrder([[`${whole}.tar.gz`, archive(inOrder(named))], single]);
  return [...shipped, ['SHA256SUMS', sums(shipped)]];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to] = process.argv.slice(2);
  const files = release(from);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const [name, bytes] of files) {
    writeFileSync(join(to, name), bytes);
    console.log(`${join(to, name)}  ${bytes.length.toLocaleString('en')} bytes`);
  }
}
