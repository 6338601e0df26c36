// Prints the notes of a release from the changelog: notes.mjs TAG. A tag that is not the version in Cargo.toml, or a
// version without a section in the changelog, is an error.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { version } from './version.mjs';

const changelog = new URL('../CHANGELOG.md', import.meta.url);

/** The notes of the release `tag` in the text of a changelog. */
export function notes(tag, current, text) {
  if (tag !== `v${current}`) throw new Error(`The tag is ${tag}, but the version in Cargo.toml is ${current}.`);
  const sections = text.split(/^## /m).slice(1);
  const own = sections.find((section) => [current, `[${current}]`].includes(section.split(/\s/, 1)[0]));
  const body = own?.slice(own.indexOf('\n')).trim();
  if (!body) throw new Error(`CHANGELOG.md says nothing of ${current}: give “Unreleased” that name.`);
  return body;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(notes(process.argv[2], version(), readFileSync(changelog, 'utf8')));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
