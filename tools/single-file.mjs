// Makes one file of the finished page, for a disk or an e-mail: single-file.mjs FROM TO, where FROM is
// dist/. It is the same page, with everything in it that the hosted one loads.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { replaceOnce } from './replace-once.mjs';

// What is different from a hosted page. A page that has an origin, because somebody hosts the file, drops it.
const NOTE = '<p class="hint" id="file-note">This page was opened from a file, so its origin is “null”: a gateway that allows only '
  + 'certain origins refuses it. No config.json is read. What “Remember” keeps, other pages opened from files may be able to read.</p>';
const DROP_NOTE = 'if(globalThis.origin!=="null")document.getElementById("file-note").remove();';

// A program that stands in the page, as the reply that its glue would have fetched.
const INLINED = 'const inlined=(text)=>new Response(new Blob([Uint8Array.from(atob(text),(sign)=>sign.charCodeAt(0))]).stream()'
  + '.pipeThrough(new DecompressionStream("gzip")),{headers:{"content-type":"application/wasm"}});';

/** The names of the files that `folder` holds once each, by what they are. */
function partsOf(folder) {
  const names = readdirSync(folder);
  const one = (pattern) => {
    const found = names.filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${folder} has ${found.length} files like ${pattern}, and needs one: is it a finished page?`);
    return found[0];
  };
  return {
    css: one(/^app-\w+\.css$/), boot: one(/^app-\w+\.js$/),
    programs: [one(/^app-\w+\.wasm$/), one(/^hand-over-\w+\.wasm$/)],
  };
}

/** `gzip` with the one byte fixed that says on which system it was made. */
export function gzip(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** `boot.js` and the glue of both programs as one script, with the programs in it. */
function scriptOf(folder, { boot, programs }) {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, boot)], bundle: true, minify: true, format: 'esm', charset: 'utf8', legalComments: 'none',
    write: false, logLevel: 'error',
  });
  const script = programs.reduce((script, name) => {
    const text = gzip(readFileSync(join(folder, name))).toString('base64');
    return replaceOnce(script, new RegExp(`"\\./${name}"`), `inlined("${text}")`);
  }, outputFiles[0].text.trim());
  return `${DROP_NOTE}${INLINED}${script}`;
}

/** What the policy calls a script or a style that stands in the page. */
function hashOf(text) {
  // Any of these would make a browser read another text, or end it early.
  if (/\r|<!--|<\/(script|style)/i.test(text)) throw new Error('A script or style cannot stand in a page as it is.');
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The page of `folder` as one file. The same page always gives the same file. */
export function singleFile(folder) {
  const parts = partsOf(folder);
  const css = readFileSync(join(folder, parts.css), 'utf8').trim();
  const script = scriptOf(folder, parts);
  return [
    [/script-src 'self'/, `script-src ${hashOf(script)}`],
    [/style-src 'self'/, `style-src ${hashOf(css)}`],
    [/img-src 'self' /, 'img-src '],
    [/connect-src 'self' /, 'connect-src '],
    [/<link rel="stylesheet"[^>]*>/, `<style>${css}</style>`],
    [/<link rel="preload"[^>]*>/, ''],
    [/<script type="module"[^>]*><\/script>/, `<script type="module">${script}</script>`],
    [/<div class="notes" id="config-notes"/, `${NOTE}\n<div class="notes" id="config-notes"`],
  ].reduce((html, [pattern, text]) => replaceOnce(html, pattern, text), readFileSync(join(folder, 'index.html'), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to] = process.argv.slice(2);
  writeFileSync(to, singleFile(from));
}
