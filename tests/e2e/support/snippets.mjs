// Snippets run for real, each language in one process: what they send, and what they print.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { python } from './sdk.mjs';

/** Where `npm` packages are, for the snippets that import one. */
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Runs each file named, and prints this after each. */
const MARK = '\u001e\n';

const BASH = `for file; do bash "$file"; printf '\\036\\n'; done`;

const PYTHON = `
import runpy, sys, traceback
for path in sys.argv[1:]:
    try:
        runpy.run_path(path, run_name="__main__")
    except Exception:
        traceback.print_exc()
    print("\\x1e", flush=True)
`;

const NODE = `
import { pathToFileURL } from 'node:url';
for (const path of process.argv.slice(1)) {
  try { await import(pathToFileURL(path)); } catch (error) { console.error(error); }
  process.stdout.write('\\u001e\\n');
}
`;

/** Commands for the snippets that send something, by id; `agent` is how their requests name themselves. */
export const LANGUAGES = {
  curl: { command: () => ['bash', '-c', BASH, 'bash'], ending: 'sh', agent: /^curl/ },
  python: { command: () => [python(), '-c', PYTHON], ending: 'py', agent: /^OpenAI\/Python/ },
  javascript: { command: () => [process.execPath, '--input-type=module', '-e', NODE], ending: 'mjs', agent: /^OpenAI\/JS/ },
  fetch: { command: () => [process.execPath, '--input-type=module', '-e', NODE], ending: 'mjs', agent: /^node/ },
};

/** Runs `command` with only these variables, PATH and HOME, so that nothing else is read from the environment. */
export async function run([command, ...args], { env = {}, stdin = '', cwd } = {}) {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, { cwd, env: { PATH, HOME, PYTHONIOENCODING: 'utf-8', ...env } });
  child.stdin.on('error', () => {}); // it may end without having read
  child.stdin.end(stdin);
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { printed, said };
}

/** Runs these texts of the snippet `id`, one after the other. Returns what each printed. */
export async function runAll(id, texts, env) {
  const { command, ending } = LANGUAGES[id];
  const folder = await mkdtemp(join(tmpdir(), 'gateway-check-snippets-'));
  try {
    await symlink(packages, join(folder, 'node_modules'));
    const files = texts.map((_, place) => join(folder, `${place}.${ending}`));
    await Promise.all(files.map((file, place) => writeFile(file, texts[place])));
    const { printed, said } = await run([...command(), ...files], { env, cwd: folder });
    if (said) throw new Error(`${id}: ${said.slice(0, 2000)}`);
    return printed.split(MARK).slice(0, -1);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The text of an answer in what a snippet printed: curl prints the reply as it came. */
export function answerIn(id, printed) {
  if (id !== 'curl') return printed.replace(/\n$/, '');
  if (printed.startsWith('{')) return JSON.parse(printed).choices[0].message.content;
  const events = printed.split(/\r?\n|\r/).filter((line) => line.startsWith('data: {'));
  return events.map((line) => JSON.parse(line.slice('data: '.length)).choices[0]?.delta.content ?? '').join('');
}

/** Returns what a request asked for: path, key and body. Of a body that was not kept whole, its length. */
export function asked({ path, headers, body, body_bytes }) {
  const { authorization, 'content-type': type, 'user-agent': agent } = Object.fromEntries(headers);
  const isWhole = Buffer.byteLength(body) === body_bytes;
  // The end of a here-document ends its last line as well.
  const bytes = body_bytes - (LANGUAGES.curl.agent.test(agent) ? 1 : 0);
  return { path, authorization, type, body: isWhole ? JSON.parse(body) : { bytes } };
}

/** The texts of the page's snippets by id, for the current form. */
export async function snippetsOf(app) {
  const choice = app.field('snippet');
  const ids = await choice.evaluate((select) => {
    for (let fold = select.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    return [...select.options].map(({ value }) => value);
  });
  const texts = {};
  for (const id of ids) {
    await choice.selectOption(id);
    // The code is there when the place for it names what was chosen.
    texts[id] = await app.tab.locator(`[data-snippet="${id}"]`).evaluate((at) => at.textContent);
  }
  return texts;
}
