// Checks that every npm and Python package is pinned to one version and one content, and prints those that are not.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** Lists what is not pinned in the package file and the lock file of a folder. */
export function looseInNpm({ dependencies = {}, devDependencies = {}, overrides = {} }, { packages }) {
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...overrides });
  return [
    ...wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)).map(([name, version]) => `${name} ${version} is no single version`),
    ...Object.entries(packages).filter(([path, { link, integrity }]) => path !== '' && !link && !integrity).map(([path]) => `${path} has no hash`),
  ];
}

/** Lists what is not pinned in a requirements file. */
export function looseInPython(text) {
  const lines = text.replaceAll(/\\\n/g, ' ').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.filter((line) => !/^[\w.-]+(\[[\w,-]+\])?==[\w.+-]+(\s+--hash=sha256:[0-9a-f]{64})+$/.test(line.trim()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (path) => readFileSync(`${top}${path}`, 'utf8');
  const json = (path) => JSON.parse(read(path));
  const loose = [
    ...['tools', 'tools/bench', 'tests/clients'].flatMap((folder) => looseInNpm(json(`${folder}/package.json`), json(`${folder}/package-lock.json`))),
    ...readdirSync(`${top}tools`).filter((name) => /^requirements.*\.txt$/.test(name)).flatMap((name) => looseInPython(read(`tools/${name}`))),
  ];
  for (const line of loose) console.error(line);
  if (loose.length > 0) process.exitCode = 1;
}
