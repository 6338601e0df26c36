// Packs the finished page for a release: pack.mjs FROM TO, where FROM is dist/. The same input always
// gives the same bytes: names in order, one time, one owner, one mode.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { thirdPartyLicences } from './licences.mjs';
import { gzip, singleFile } from './single-file.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const PLAIN = ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT', 'CHANGELOG.md'];
const BLOCK = 512;
// 1 January 2000: some programs take the year 1970 for a mistake.
const TIME_S = 946_684_800;

const octal = (number, length) => `${number.toString(8).padStart(length - 1, '0')}\0`;

/** The header of a file in a tar archive (ustar). */
function header(name, size) {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for the archive.`);
  const block = Buffer.alloc(BLOCK);
  const put = (text, at) => block.write(text, at, 'utf8');
  put(name, 0);
  put(octal(0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(size, 12), 124);
  put(octal(TIME_S, 12), 136);
  put(' '.repeat(8), 148); // what the checksum counts for itself
  put('0', 156);
  put('ustar\x0000', 257);
  put('root', 265);
  put('root', 297);
  put(`${octal(block.reduce((sum, byte) => sum + byte, 0), 7)} `, 148);
  return block;
}

function tar(files) {
  const blocks = files.flatMap(([name, bytes]) => [header(name, bytes.length), bytes, Buffer.alloc(-bytes.length & (BLOCK - 1))]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
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
  const shipped = inOrder([[`${whole}.tar.gz`, gzip(tar(inOrder(named)))], single]);
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
