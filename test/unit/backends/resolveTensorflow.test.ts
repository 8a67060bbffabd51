import assert from 'node:assert/strict';
import path from 'node:path';
import { importedPackages } from '../../../src/backends/importedPackages.js';
import { resolveTensorflow, type ResolveOptions } from '../../../src/backends/resolveTensorflow.js';
import { installed, programFolder } from './programFolder.js';

const BINDING = { 'lib/napi-v8/tfjs_binding.node': '', 'deps/lib/libtensorflow.so.2': '' };

describe('which TensorFlow.js a program gets', () => {
  let folder: ReturnType<typeof programFolder> | null = null;
  afterEach(() => folder?.remove());

  function resolve(files: Record<string, string>, options: Partial<ResolveOptions> = {}) {
    folder = programFolder({ 'train.js': '', 'assets/version.json': '{"version":"4.22.0"}', ...files });
    return resolveTensorflow({ programFile: folder.file('train.js'), assets: folder.file('assets'), ...options });
  }

  it('its own, when that is any 4.x', () => {
    const choice = resolve({ ...installed('tfjs', '4.0.0'), ...installed('tfjs-core', '4.0.0') });
    assert.equal(choice.from, 'program');
    assert.equal(choice.version, '4.0.0');
    assert.deepEqual(choice.redirect, {});
    assert.match(choice.entries[1]!, /node_modules.@tensorflow.tfjs.dist/);
    assert.match(choice.why, /own TensorFlow\.js 4\.0\.0 is used/);
  });

  it('the core that its own tfjs uses, not one installed beside it', () => {
    const nested = Object.entries(installed('tfjs-core', '4.10.0')).map(([file, text]) => [
      `node_modules/@tensorflow/tfjs/${file}`,
      text,
    ]);
    const files = {
      ...installed('tfjs', '4.10.0'),
      ...installed('tfjs-core', '3.18.0'),
      ...Object.fromEntries(nested),
    };
    assert.equal(resolve(files).version, '4.10.0');
  });

  it('the bundled one in place of 3.x, whatever it imports', () => {
    const choice = resolve({ ...installed('tfjs', '3.18.0'), ...installed('tfjs-core', '3.18.0') });
    assert.equal(choice.from, 'bundled');
    assert.equal(choice.version, '4.22.0');
    assert.match(choice.why, /3\.18\.0 is not 4\.x/);
    for (const name of ['tfjs', 'tfjs-core', 'tfjs-layers', 'tfjs-data', 'tfjs-converter', 'tfjs-backend-cpu']) {
      assert.equal(path.dirname(choice.redirect[`@tensorflow/${name}`]!), folder!.file('assets'));
    }
  });

  it('its own 3.x, when its native backend is complete', () => {
    const files = {
      ...installed('tfjs', '3.18.0'),
      ...installed('tfjs-core', '3.18.0'),
      ...installed('tfjs-node', '3.18.0', BINDING),
    };
    const choice = resolve(files, { imported: ['@tensorflow/tfjs-node'] });
    assert.equal(choice.from, 'program');
    assert.match(choice.why, /native backend belongs to it/);
  });

  it('the bundled one where none is installed', () => {
    const choice = resolve({});
    assert.equal(choice.from, 'bundled');
    assert.equal(choice.installed, false);
    assert.match(choice.why, /not installed/);
  });

  it('what the setting says', () => {
    const files = { ...installed('tfjs', '3.18.0'), ...installed('tfjs-core', '3.18.0') };
    assert.equal(resolve(files, { prefer: 'program' }).from, 'program');
    folder!.remove();
    assert.equal(resolve(files, { prefer: 'bundled' }).from, 'bundled');
    folder!.remove();
    assert.throws(() => resolve({}, { prefer: 'program' }), { code: 'tensorflow-not-installed' });
  });

  it('a stand-in for a native package that is missing or has no native part', () => {
    const files = { ...installed('tfjs', '4.22.0'), ...installed('tfjs-core', '4.22.0') };
    const choice = resolve(files, { imported: ['@tensorflow/tfjs-node-gpu'] });
    assert.match(choice.redirect['@tensorflow/tfjs-node-gpu']!, /nodeGpu\.cjs$/);
    assert.equal(choice.redirect['gradlens-tensorflow'], choice.entries[1]);
  });
});

describe('packages that a program imports', () => {
  it('are found in every style, through its own files, but not in comments', () => {
    const folder = programFolder({
      'train.mjs': "import * as tf from '@tensorflow/tfjs';\nimport './model.js';\n// import '@tensorflow/tfjs-node';",
      'model.ts': "const data = require('./data');\nconst x = await import(`@tensorflow/tfjs-backend-wasm`);",
      'data/index.js':
        'require("@tensorflow/tfjs-node-gpu"); /* require("@tensorflow/tfjs-vis") */ require("../train.mjs")',
    });
    assert.deepEqual(importedPackages(folder.file('train.mjs')), [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-node-gpu',
    ]);
    folder.remove();
  });

  it('are none where the file is missing', () => {
    assert.deepEqual(importedPackages('/nowhere/at-all.js'), []);
  });
});
