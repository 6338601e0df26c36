// What the tools say of loose pins and of workflows that GitHub would not take.
import { looseInNpm, looseInPython } from '../../tools/pins.mjs';
import { faults } from '../../tools/workflows.mjs';
import { expect, plain as test } from './support/fixtures.mjs';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;

test('a package of npm that is not one version with one content is loose', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { integrity: 'sha512-x' } } };
  expect(looseInNpm({ devDependencies: { a: '1.2.3' } }, lock)).toEqual([]);
  for (const version of ['^1.2.3', '1.2', '*', 'latest', 'git+https://h.example/a.git']) {
    expect(looseInNpm({ devDependencies: { a: version } }, lock), version).toEqual([`a ${version} is no single version`]);
  }
  expect(looseInNpm({}, { packages: { 'node_modules/a': {} } })).toEqual(['node_modules/a has no hash']);
});

test('a package of Python that is not one version with its hashes is loose', () => {
  expect(looseInPython(`# a comment\na==1.2.3 \\\n    ${HASH} \\\n    ${HASH}\nb-c[d]==2 ${HASH}\n`)).toEqual([]);
  for (const line of ['a==1.2.3', `a>=1.2.3 ${HASH}`, `a ${HASH}`, 'https://h.example/a.whl', '--index-url https://h.example/']) {
    expect(looseInPython(`${line}\n`), line).toEqual([line]);
  }
});

test('a workflow with a mistake is reported with its line', async () => {
  const workflow = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n';
  expect(await faults(workflow)).toEqual([]);
  expect(await faults(workflow.replace('runs-on', 'runs-onn'))).toEqual(expect.arrayContaining([expect.stringMatching(/^line 4: .*runs-onn/)]));
});
