// Turns trunk's output into the page that is hosted: finish.mjs FROM TO.
//
// Four files make the first load: index.html and one each of css, js and wasm, made small and named
// after their content, so that a host may let browsers keep them for ever. Two more are the second
// program, which is loaded on demand. Beside each stand a .br and a .gz of it, for hosts that send
// those; not beside index.html, which people edit. The same source always gives the same files. TO
// holds nothing else afterwards but what trunk copied beside them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import binaryen from 'binaryen';
import { buildSync } from 'esbuild';
import { replaceOnce } from './replace-once.mjs';

const [from, to] = process.argv.slice(2);
const made = `${to}.unfinished`;
const FIRST = 'gateway-check';
const SECOND = 'hand-over';
const made_of = (program) => ['.js', '.d.ts', '_bg.wasm', '_bg.wasm.d.ts'].map((ending) => program + ending);
const CONSUMED = ['index.html', 'boot.js', 'style', ...made_of(FIRST), ...made_of(SECOND), '.stage'];

// Named one by one, because the module no longer says which it uses: cargo strips that section.
const WASM_FEATURES = [
  'bulk-memory', 'bulk-memory-opt', 'call-indirect-overlong', 'multivalue', 'mutable-globals',
  'nontrapping-float-to-int', 'reference-types', 'sign-ext',
].map((name) => `--enable-${name}`);

// The passes that leave the fewest bytes of brotli, found by trying: 0.8 % less than -Oz.
const SMALLEST = ['-O2', '--flatten', '--rereloop', '-Os', '--converge', '--strip-producers', '--strip-target-features'];

// The first gives what program and glue share names of one or two letters, and prints which: the long
// ones hold a hash each, which nothing compresses. The others are for brotli: the hints of alignment,
// which no engine heeds, become all alike, and what is used most gets the small numbers.
const LAST = ['--minify-imports-and-exports-and-modules', '--dealign', '--reorder-locals', '--generate-stack-ir', '--optimize-stack-ir'];

/** Writes `content`, plain and compressed, under a name that changes with it, and returns the name. */
function keep(content, extension, prefix = 'app') {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const name = `${prefix}-${hash}.${extension}`;
  writeFileSync(join(made, name), bytes);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(made, `${name}.br`), brotliCompressSync(bytes, { params }));
  writeFileSync(join(made, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  return name;
}

/** The module without the exports that `glue` never names; the optimiser then drops what only they used. */
function withoutUnusedExports(bytes, glue) {
  const module = binaryen.readBinary(bytes);
  const { BulkMemory, BulkMemoryOpt, CallIndirectOverlong, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | CallIndirectOverlong | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt);
  const names = Array.from({ length: module.getNumExports() }, (_, place) => binaryen.getExportInfo(module.getExportByIndex(place)).name);
  for (const name of names) if (!new RegExp(`\\bwasm\\.${name}\\b`).test(glue)) module.removeExport(name);
  return module.emitBinary();
}

/** `glue` with the short names that the program has now. */
function withShortNames(glue, { imports, exports }) {
  const imported = new Map(imports.map(([, long, short]) => [long, short]));
  const exported = new Map(exports);
  const [long, ...others] = new Set(imports.map(([module]) => module));
  if (others.length || !glue.includes(`"${long}"`)) throw new Error('The program imports from elsewhere than its glue.');
  return glue
    .replaceAll(`"${long}"`, '"a"')
    .replaceAll(/[\w$]+/g, (word) => imported.get(word) ?? word)
    .replaceAll(/\bwasm\.([\w$]+)/g, (whole, name) => (exported.has(name) ? `wasm.${exported.get(name)}` : whole));
}

/** Applies `passes`, and returns what they print. */
function optimise(from, to, passes) {
  const optimiser = createRequire(import.meta.url).resolve('binaryen/bin/wasm-opt');
  return execFileSync(process.execPath, [optimiser, ...passes, ...WASM_FEATURES, from, '-o', to], { encoding: 'utf8' });
}

/** The program, made small, and its glue made to fit. */
function wasm(program) {
  const path = join(from, `${program}.js`);
  const glue = readFileSync(path, 'utf8');
  const large = join(made, 'large.wasm');
  writeFileSync(large, withoutUnusedExports(readFileSync(join(from, `${program}_bg.wasm`)), glue));
  const small = join(made, 'small.wasm');
  optimise(large, small, SMALLEST);
  // By itself, or every round of --converge would give new names.
  writeFileSync(path, withShortNames(glue, JSON.parse(optimise(small, small, LAST))));
  const content = readFileSync(small);
  rmSync(small);
  rmSync(large);
  return keep(content, 'wasm', program === FIRST ? 'app' : program);
}

function bundle(entry, options) {
  const { outputFiles } = buildSync({
    entryPoints: [join(from, entry)], bundle: true, minify: true, legalComments: 'none', charset: 'utf8',
    target: ['chrome111', 'firefox111', 'safari16.4'], write: false, logLevel: 'error', ...options,
  });
  return outputFiles[0].text;
}

/** `text` with every file in it under its finished name. */
function withNames(text, names) {
  return Object.entries(names).reduce((text, [name, finished]) => {
    if (!text.includes(name)) throw new Error(`${name} is no longer named by what loads it.`);
    return text.replaceAll(name, finished);
  }, text);
}

function scripts() {
  const [first, second] = [wasm(FIRST), wasm(SECOND)];
  const glue = keep(bundle(`${SECOND}.js`, { format: 'esm' }), 'js', SECOND);
  const boot = bundle('boot.js', { format: 'esm', external: [`./${SECOND}.js`] });
  const names = { [`${FIRST}_bg.wasm`]: first, [`${SECOND}_bg.wasm`]: second, [`${SECOND}.js`]: glue };
  return { js: keep(withNames(boot, names), 'js'), wasm: first };
}

/** index.html with the names of the finished files in it. */
function page({ css, js, wasm }) {
  let text = readFileSync(join(from, 'index.html'), 'utf8').replaceAll(/<!--[^]*?-->/g, '').replaceAll(/\n\s+/g, '\n');
  text = text.replaceAll(/[ \t]*<link [^>]*rel="rust"[^>]*>\n?/g, '');
  text = replaceOnce(text, /<link [^>]*rel="stylesheet"[^>]*>/, `<link rel="stylesheet" href="./${css}">`);
  return replaceOnce(text, /<script [^>]*src="[^"]*boot\.js"[^>]*><\/script>/,
    `<link rel="preload" as="fetch" href="./${wasm}" type="application/wasm" crossorigin><script type="module" src="./${js}"></script>`);
}

rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });
cpSync(from, made, { recursive: true, filter: (path) => !CONSUMED.some((name) => path === join(from, name)) });
const css = keep(bundle('style/main.css', { external: ['*.svg'] }), 'css');
writeFileSync(join(made, 'index.html'), page({ css, ...scripts() }));
if (existsSync(to)) rmSync(to, { recursive: true });
renameSync(made, to);
