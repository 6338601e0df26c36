// Writes a .br and a .gz beside every css, js and wasm of a built page: compress.mjs FOLDER. Not beside
// index.html, which people edit.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export const gzip = (bytes) => {
  const packed = gzipSync(bytes, { level: 9 });
  // This byte says on which system it was made: the same page gives the same bytes on all of them.
  packed[9] = 255;
  return packed;
};

export const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

const isAsset = (name) => /\.(css|js|wasm)$/.test(name);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2];
  for (const name of readdirSync(folder, { recursive: true }).filter(isAsset)) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotli(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzip(bytes));
  }
}
