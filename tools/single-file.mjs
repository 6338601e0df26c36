// Packs the built page into one file, for a disk or an e-mail: single-file.mjs FROM TO, where FROM is dist/.
// It is the same page, and contains everything that the hosted one loads.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzip } from './compress.mjs';

// The differences from a hosted page. A page that has an origin, because somebody hosts the file, drops them.
const NOTE = '<p class="file-note" id="file-note">This page was opened from a file, so its origin is “null”: a gateway that allows only '
  + 'certain origins refuses it. No config.json is read. What “Remember” keeps, other pages opened from files may be able to read.</p>';
const DROP_NOTE = 'if (globalThis.origin !== "null") document.getElementById("file-note").remove();';

/** `text` with the single match of `pattern` replaced; no match or several are an error. */
function replaceOnce(text, pattern, replacement) {
  const places = text.match(new RegExp(pattern.source, `${pattern.flags}g`))?.length ?? 0;
  if (places !== 1) throw new Error(`The page has ${places} places that match ${pattern}, and needs one: was it built by trunk?`);
  return text.replace(pattern, () => replacement);
}

/** The names of the files that `html` loads, by their kind. */
function partsOf(html) {
  const one = (pattern) => pattern.exec(html)?.[1] ?? replaceOnce(html, pattern, '');
  return {
    css: one(/<link rel="stylesheet" href="\.\/([^"]+)"/),
    glue: one(/<meta name="program" content="\.\/([^"]+)"/),
    wasm: one(/<meta name="program-wasm" content="\.\/([^"]+)"/),
    boot: one(/<script src="\.\/([^"]+)"/),
  };
}

/** The glue of wasm-bindgen as an expression, which returns the module's default export. */
function expressionOf(glue) {
  const body = glue.replaceAll(/^export (?=class |function )/gm, '');
  return `(() => {\n${replaceOnce(body, /^export \{ initSync, __wbg_init as default \};?$/m, 'return { default: __wbg_init };')}\n})()`;
}

/** `boot.js` with the glue and the program in place of what it loads. */
function scriptOf({ boot, glue, wasm }) {
  // Stands for the reply that the glue would have fetched.
  const reply = `new Response(new Blob([Uint8Array.from(atob("${gzip(wasm).toString('base64')}"), (sign) => sign.charCodeAt(0))]).stream()`
    + '.pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": "application/wasm" } })';
  return [
    [/import\(built\("program"\)\)/, expressionOf(glue)],
    [/fetch\(built\("program-wasm"\)\)/, reply],
  ].reduce((script, [pattern, text]) => replaceOnce(script, pattern, text), `${DROP_NOTE}\n${boot.trim()}`);
}

/** Returns the name that the policy has for a script or a style in the page. */
function hashOf(text) {
  // Any of these would make a browser read a different text, or end it early.
  if (/\r|<!--|<\/(script|style)/i.test(text)) throw new Error('A script or style cannot be in a page unescaped.');
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The page's `policy` for a file, which has no `'self'`: script and style are named by their hashes. */
export function policyOfFile(policy, script, style) {
  const own = { 'script-src': hashOf(script), 'style-src': hashOf(style) };
  const directives = policy.split('; ').map((directive) => directive.split(' '));
  return directives.map(([name, ...sources]) => [name, ...sources.flatMap((source) => (source === "'self'" ? own[name] ?? [] : source))].join(' ')).join('; ');
}

/** The page of `folder` as one file. The same page always gives the same file. */
export function singleFile(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const parts = partsOf(html);
  const text = (name) => readFileSync(join(folder, name), 'utf8');
  const css = text(parts.css).trim();
  const script = scriptOf({ boot: text(parts.boot), glue: text(parts.glue), wasm: readFileSync(join(folder, parts.wasm)) });
  const policy = /content="(default-src [^"]*)"/.exec(html)?.[1] ?? '';
  return [
    [/content="default-src [^"]*"/, `content="${policyOfFile(policy, script, css)}"`],
    [/<link rel="stylesheet"[^>]*>/, `<style>${css}</style>`],
    [/<meta name="program"[^>]*>/, ''],
    [/<meta name="program-wasm"[^>]*>/, ''],
    [/<script src=[^>]*><\/script>/, `<script type="module">${script}</script>`],
    [/<div id="app"/, `${NOTE}\n<div id="app"`],
  ].reduce((html, [pattern, text]) => replaceOnce(html, pattern, text), html);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [from, to] = process.argv.slice(2);
  writeFileSync(to, singleFile(from));
}
