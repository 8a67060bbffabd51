import assert from 'node:assert/strict';
import type { Files } from '../../../src/source/files.js';
import { importsTensorFlow, resolveImport } from '../../../src/source/modules.js';
import { findPrograms } from '../../../src/editor/programs/programs.js';

const folderOf = (texts: Record<string, string>): Files => ({
  read: (path) => Promise.resolve(texts[path] ?? null),
  list: (folder) =>
    Promise.resolve(Object.keys(texts).filter((path) => path.startsWith(`${folder}/`) && /\.\w?[jt]s$/.test(path))),
});

/** The programs that reach the `HERE` in `file`, as words. */
async function programs(texts: Record<string, string>, file = '/w/train.js') {
  const position = texts[file]!.indexOf('HERE');
  const found = await findPrograms({ file, text: texts[file]!, position, root: '/w' }, folderOf(texts));
  return found.map(({ file: path, script, why }) => `${why} ${path}${script === null ? '' : ` by ${script}`}`);
}

const SELF: [name: string, text: string][] = [
  ['the top level', 'HERE();'],
  ['a called function', 'async function main() { HERE(); }\nmain();'],
  ['a function called by another', 'const a = () => { HERE(); };\nfunction b() { a(); }\nb().catch(console.error);'],
  ['a function called above its definition', 'main();\nfunction main() { HERE(); }'],
  ['an arrow called where it stands', '(async () => { HERE(); })();'],
  ['a function called where it stands', '(function () { HERE(); }());'],
  ['a callback', 'load().then((x) => { HERE(); });'],
  ['a method of an object that is made', 'class Net { train() { HERE(); } }\nconst net = new Net();\nnet.train();'],
  ['a constructor', 'class Net { constructor() { HERE(); } }\nnew Net();'],
  ['a method in a literal', 'const job = { run() { HERE(); } };\njob.run();'],
  ['a function passed on', 'function go() { HERE(); }\nsetTimeout(go, 10);'],
  ['the main module', 'function main() { HERE(); }\nif (require.main === module) main();\nmodule.exports = { main };'],
  ['an export that the file calls too', 'export async function main() { HERE(); }\nawait main();'],
  ['a loop', 'for (const x of xs) { HERE(); }'],
];

const MODULE: [name: string, text: string][] = [
  ['an exported function', 'export async function train() { HERE(); }'],
  ['a default export', 'export default async function () { HERE(); }'],
  ['a named default export', 'async function train() { HERE(); }\nexport default train;'],
  ['a list of exports', 'const train = () => { HERE(); };\nexport { train };'],
  ['module.exports', 'function train() { HERE(); }\nmodule.exports = { train };'],
  ['exports.name', 'exports.train = async () => { HERE(); };'],
  ['module.exports of an arrow', 'module.exports = (tf) => { HERE(); };'],
  ['a class that is only exported', 'export class Net { fit() { HERE(); } }'],
  ['a function that calls only itself', 'function again() { HERE(); again(); }\nexport { again };'],
  ['a function that nobody uses', 'function train() { HERE(); }'],
  ['a function called by an export alone', 'function inner() { HERE(); }\nexport const outer = () => inner();'],
];

describe('the program of a training', () => {
  for (const [name, text] of SELF) {
    it(`is the file itself: ${name}`, async () =>
      assert.deepEqual(await programs({ '/w/train.js': text }), ['reaches /w/train.js']));
  }
  for (const [name, text] of MODULE) {
    it(`is another file: ${name}`, async () => assert.deepEqual(await programs({ '/w/train.js': text }), []));
  }

  const train = 'export function train() { HERE(); }';

  it('is the main of the package', async () => {
    const found = await programs({
      '/w/package.json': '{ "main": "main" }',
      '/w/train.js': train,
      '/w/main.js': "import { train } from './train.js';\ntrain();",
    });
    assert.deepEqual(found, ['main /w/main.js']);
  });

  it('is a script, run as its author runs it', async () => {
    const found = await programs({
      '/w/package.json':
        '{ "scripts": { "train": "babel-node src/run.js --gpu", "test": "mocha", "lint": "eslint train.js" } }',
      '/w/train.js': train,
      '/w/src/run.js': "import { train } from '../train';\ntrain();",
    });
    assert.deepEqual(found, ['script /w/src/run.js by train', 'imports /w/src/run.js']);
  });

  it('is the file, where a script says no more than node FILE', async () => {
    const found = await programs({
      '/w/package.json': '{ "scripts": { "start": "node run.js" } }',
      '/w/train.js': train,
      '/w/run.js': "require('./train').train();",
    });
    assert.deepEqual(found, ['script /w/run.js']);
  });

  it('is asked for where a script runs this file in its own way', async () => {
    const found = await programs({
      '/w/package.json': '{ "scripts": { "train": "tsx train.js --epochs 5", "start": "node train.js" } }',
      '/w/train.js': 'HERE();',
    });
    assert.deepEqual(found, ['reaches /w/train.js', 'script /w/train.js by train']);
  });

  it('is each file at the top of the imports, but no test', async () => {
    const found = await programs({
      '/w/train.js': train,
      '/w/middle.ts': "export * from './train.js';",
      '/w/a.js': "import { train } from './middle.js';",
      '/w/b.cjs': "const { train } = require('./train');",
      '/w/train.test.js': "import { train } from './train.js';",
      '/w/other.js': "import './unrelated.js';",
    });
    assert.deepEqual(found.sort(), ['imports /w/a.js', 'imports /w/b.cjs']);
  });

  it('is found in the nearest package, and not outside of the workspace', async () => {
    const texts = {
      '/package.json': '{ "main": "out.js" }',
      '/out.js': "require('./w/sub/train.js');",
      '/w/package.json': '{ "main": "a.js" }',
      '/w/a.js': "require('./sub/train.js');",
      '/w/sub/package.json': 'broken',
      '/w/sub/train.js': train,
    };
    assert.deepEqual(await programs(texts, '/w/sub/train.js'), ['main /w/a.js']);
  });

  it('survives modules that import each other', async () => {
    const found = await programs({
      '/w/train.js': `import './a.js';\n${train}`,
      '/w/a.js': "import './train.js';",
      '/w/run.js': "import './a.js';",
    });
    assert.deepEqual(found, ['imports /w/run.js']);
  });
});

describe('modules', () => {
  const files = folderOf({
    '/w/a.ts': '',
    '/w/lib/index.js': '',
    '/w/exact.mjs': '',
    '/w/data.json': '{}',
    '/w/deep.js': "import './far.js'",
    '/w/far.js': "const tf = require('@tensorflow/tfjs-node')",
    '/w/types.ts': "import type { Tensor } from '@tensorflow/tfjs'",
  });
  const cases: [string, string | null][] = [
    ['./a', '/w/a.ts'],
    ['./a.js', '/w/a.ts'],
    ['./lib', '/w/lib/index.js'],
    ['./exact.mjs', '/w/exact.mjs'],
    ['./data.json', null],
    ['./missing', null],
    ['lodash', null],
  ];
  for (const [specifier, expected] of cases) {
    it(`resolves ${specifier}`, async () =>
      assert.equal(await resolveImport('/w/main.js', specifier, files), expected));
  }

  it('give TensorFlow.js through other modules', async () => {
    assert.equal(await importsTensorFlow('/w/m.js', "import './deep.js'", files), true);
    assert.equal(await importsTensorFlow('/w/m.js', "import './lib'", files), false);
    assert.equal(await importsTensorFlow('/w/m.js', "import './types'", files), false);
  });
});
