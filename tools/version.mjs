// Prints the version, commit and time of a build, which become version.json beside the page.
// Environment variables override them: GATEWAY_CHECK_COMMIT the commit (empty for none), SOURCE_DATE_EPOCH
// the time.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** The version in Cargo.toml. */
export function version() {
  return /\[workspace\.package\]\s+version = "([^"]+)"/.exec(readFileSync(`${top}Cargo.toml`, 'utf8'))[1];
}

/** Returns the output of git, or nothing: without git, and where the sources are in another repository. */
function git(...args) {
  const options = { cwd: top, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  try {
    return execFileSync('git', ['rev-parse', '--show-prefix'], options).trim() ? '' : execFileSync('git', args, options).trim();
  } catch {
    return '';
  }
}

/** The content of version.json. `environment` is `process.env`. */
export function versionInfo(environment) {
  const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
  const commit = environment.GATEWAY_CHECK_COMMIT ?? git('rev-parse', 'HEAD');
  const metadata = commit && `+${commit.slice(0, 12)}${isChanged ? '.dirty' : ''}`;
  // If the sources are not a commit, a later build has a later time.
  const seconds = environment.SOURCE_DATE_EPOCH || (!isChanged && git('log', '-1', '--format=%ct')) || Math.floor(Date.now() / 1000);
  return { version: version() + metadata, commit: commit || null, time: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(versionInfo(process.env)));
