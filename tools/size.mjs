// Prints what the first load of dist/ transfers, and fails beyond a limit that only an accident reaches.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotli, gzip } from './compress.mjs';

const LIMIT_BYTES = 690_000;

const folder = process.argv[2] ?? 'dist';

/** The page and every file that it names: style, script, and what the script loads. */
function firstLoad() {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/\s(?:href|src|content)="\.\/([^"]+)"/g)].map((match) => match[1]);
  if (!named.some((name) => name.endsWith('.wasm'))) throw new Error('The page names no program.');
  return ['index.html', ...new Set(named)];
}

function measured(name) {
  const bytes = readFileSync(join(folder, name));
  return { name, raw: bytes.length, gzip: gzip(bytes).length, brotli: brotli(bytes).length };
}

function row({ name, raw, gzip, brotli }) {
  const cells = [raw, gzip, brotli].map((bytes) => bytes.toLocaleString('en').padStart(10));
  return name.padEnd(42) + cells.join('');
}

const files = firstLoad().map(measured);
const total = files.reduce((sum, file) => ({
  name: 'total', raw: sum.raw + file.raw, gzip: sum.gzip + file.gzip, brotli: sum.brotli + file.brotli,
}));
console.log('bytes'.padEnd(42) + ['raw', 'gzip', 'brotli'].map((title) => title.padStart(10)).join(''));
for (const file of [...files, total]) console.log(row(file));
if (total.brotli > LIMIT_BYTES) {
  console.error(`The first load is over ${LIMIT_BYTES.toLocaleString('en')} bytes of brotli. Which file grew?`);
  process.exitCode = 1;
}
