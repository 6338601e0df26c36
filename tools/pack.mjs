// Packs the built page for a release: pack.mjs FROM TO PROGRAMS, where FROM is dist/ and PROGRAMS the folder
// of tools/config-programs. The same input always gives the same bytes: names in order, one owner, and the time
// of version.json. Each release has its own time, because servers derive the ETag of a file from its time and size.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { create } from 'tar';
import { thirdPartyLicences } from './licences.mjs';
import { singleFile } from './single-file.mjs';
import { version } from './version.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const PLAIN = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'CHANGELOG.md', 'SECURITY.md'];

/** A file that is a program, by its place in the archive. */
const isProgram = (name) => /\/bin\/|\.sh$/.test(name);

/** A gzipped tar archive of `files`, all of this time. The library reads files from a disk, so they are in a temporary folder. */
function archive(files, mtime) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-check-pack-'));
  try {
    for (const [name, bytes] of files) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
      chmodSync(join(folder, name), isProgram(name) ? 0o755 : 0o644);
    }
    const file = join(folder, 'archive');
    // `portable` leaves out owner, system and every time but this one.
    create({ sync: true, cwd: folder, file, gzip: { level: 9 }, portable: true, mtime }, files.map(([name]) => name));
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

/** A text of the archive, which has the words of a picture in place of the picture. */
function withoutPictures([name, bytes]) {
  if (!name.endsWith('.md')) return [name, bytes];
  return [name, Buffer.from(bytes.toString().replaceAll(/!\[([^\]]*)\]\([^)]*screenshots\/[^)]*\)/g, '*$1*'))];
}

const inOrder = (files) => files.toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Builds the file that `sha256sum --check` reads. */
function sums(files) {
  return Buffer.from(files.map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join(''));
}

/** When the page in `folder` was released: the time of its commit. */
function timeOf(folder) {
  const file = join(folder, 'version.json');
  if (!existsSync(file)) throw new Error(`${file} is missing: was the page built by tools/build?`);
  return new Date(JSON.parse(readFileSync(file, 'utf8')).time);
}

/** The files of a release of the page in `folder` with these `programs`, as pairs of name and bytes. */
export function release(folder, programs, licences = thirdPartyLicences()) {
  const whole = `gateway-check-${version()}`;
  const single = ['gateway-check.html', Buffer.from(singleFile(folder))];
  const files = inOrder([
    ...below(folder, 'page'),
    ...below(join(top, 'docs'), 'docs').filter(([name]) => !name.startsWith('docs/screenshots/')),
    ...below(programs, 'bin'),
    ...PLAIN.map((name) => [name, readFileSync(join(top, name))]),
    ['THIRD-PARTY-LICENSES.txt', Buffer.from(licences)],
    single,
  ].map(withoutPictures));
  const named = [...files, ['SHA256SUMS', sums(files)]].map(([name, bytes]) => [`${whole}/${name}`, bytes]);
  const shipped = inOrder([[`${whole}.tar.gz`, archive(inOrder(named), timeOf(folder))], single]);
  return [...shipped, ['SHA256SUMS', sums(shipped)]];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to, programs] = process.argv.slice(2);
  const files = release(from, programs);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const [name, bytes] of files) {
    writeFileSync(join(to, name), bytes);
    console.log(`${join(to, name)}  ${bytes.length.toLocaleString('en')} bytes`);
  }
}
