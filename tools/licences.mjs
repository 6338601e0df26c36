// Prints the licences of everything the page is compiled from: every crate of Cargo.lock for
// WebAssembly, macros included, and Rust's standard library. Fails if one names no licence.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const RULE = '='.repeat(80);
const IS_TEXT = /^(licen[cs]e|copying|notice|unlicense)/i;

/** The text of MIT, for a crate that is available under it and contains no text. */
const mit = (holders) => `MIT License

Copyright (c) ${holders}

${readFileSync(join(top, 'LICENSE-MIT'), 'utf8').split(/\n\n/).slice(2).join('\n\n')}`.trim();

const RUST = {
  name: 'The Rust standard library',
  license: 'MIT OR Apache-2.0; of what it stands on, foldhash is Zlib, and compiler_builtins is '
    + 'MIT AND Apache-2.0 WITH LLVM-exception AND (MIT OR Apache-2.0)',
  repository: 'https://github.com/rust-lang/rust',
};

function run(command, args) {
  return execFileSync(command, args, { cwd: top, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

/** The packages that `root` is compiled from, without those of this repository. */
export function linked({ packages, resolve }, root) {
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const walk = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) walk(pkg);
  };
  walk(packages.find(({ name, source }) => name === root && source === null).id);
  return [...seen].map((id) => byId.get(id)).filter(({ source }) => source !== null)
    .sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** The licence texts in `crate`; the standard one if it has none. */
function textsOf({ name, license, authors, manifest_path: manifest }) {
  const folder = dirname(manifest);
  const names = readdirSync(folder, { withFileTypes: true }).filter((at) => at.isFile() && IS_TEXT.test(at.name)).map((at) => at.name);
  const texts = names.sort().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length) return texts;
  if (!/\bMIT\b/.test(license)) throw new Error(`${name} brings no licence text, and is not to be had under MIT.`);
  return [mit(authors.length ? authors.map((author) => author.replace(/ *<.*>/, '')).join(', ') : `the authors of ${name}`)];
}

function rustTexts() {
  const own = join(run('rustc', ['--print', 'sysroot']).trim(), 'lib/rustlib/src/rust/library/compiler-builtins/LICENSE.txt');
  return [mit('The Rust Project contributors'), ...(existsSync(own) ? [readFileSync(own, 'utf8').trim()] : [])];
}

/** The whole text for these `crates`. A text that several share appears once, below the last list. */
export function text(crates) {
  const texts = new Map();
  const number = (words) => {
    if (!texts.has(words)) texts.set(words, texts.size + 1);
    return texts.get(words);
  };
  const line = ({ name, version, license, repository }, words) => [
    version ? `${name} ${version}` : name, `  licence: ${license}`, ...(repository ? [`  source:  ${repository}`] : []),
    `  texts:   ${[...new Set(words)].map((one) => `[${number(one)}]`).join(' ')}`,
  ].join('\n');
  const none = crates.filter(({ license }) => !license).map(({ name }) => name);
  if (none.length) throw new Error(`No licence is named by ${none.join(', ')}.`);
  const lines = [line(RUST, rustTexts()), ...crates.map((crate) => line(crate, textsOf(crate)))];
  const below = [...texts].map(([words, place]) => `${RULE}\n[${place}]\n\n${words}`);
  return `Gateway Check is compiled from these. Its own licence is in the file LICENSE.\n\n${lines.join('\n\n')}\n\n${below.join('\n\n')}\n`;
}

/** The licences of what the page is compiled from. */
export function thirdPartyLicences() {
  const args = ['metadata', '--format-version', '1', '--locked', '--filter-platform', 'wasm32-unknown-unknown'];
  return text(linked(JSON.parse(run('cargo', args)), 'gateway-check'));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(thirdPartyLicences());
