import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../src/protocol/report.js';
import { installPacked, run, type Packed } from '../../support/packedProject.js';
import { program, root, temporaryFolder } from '../support/runProgram.js';

const TYPED = `
import { metric } from 'gradlens';
metric('accuracy', 0.5);
// @ts-expect-error: a metric is a number
metric('accuracy', 'high');
`;

describe('the package for npm', function () {
  this.timeout(120_000);
  let packed: Packed;
  let project: string;
  before(() => {
    project = temporaryFolder();
    packed = installPacked(project);
    mkdirSync(join(project, 'source'));
    writeFileSync(join(project, 'source', 'train.mjs'), readFileSync(program('project/metrics.mjs')));
  });

  it('has what the command line, the trainer and the library need, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const needed = ['LICENSE', 'README.md', 'CHANGELOG.md', 'docs/schema.json', 'dist/gradlens.mjs'];
    needed.push('dist/trainer/preload.mjs', 'dist/webview/inspector.html', 'dist/tfjs/tfjs-backend-wasm-simd.wasm');
    needed.push('dist/library.mjs', 'dist/library.cjs', 'dist/library.d.mts', 'dist/library.d.cts');
    for (const entry of ['autodiff', 'curvature', 'regularizers']) {
      needed.push(...['.mjs', '.cjs', '.d.mts', '.d.cts'].map((ending) => `dist/${entry}${ending}`));
    }
    for (const path of needed) assert.ok(paths.includes(path), path);
    const others = paths.filter((path) => !needed.includes(path) && path !== 'package.json');
    assert.deepEqual(
      others.filter((path) => !/^dist\/(trainer\/(?!backendOnly)|tfjs\/|webview\/)/.test(path)),
      [],
    );
    assert.ok(packed.size < 3e6, `${packed.size} bytes`);
  });

  it('trains a program from an empty project, with the TensorFlow.js that it brings', () => {
    const args = ['train', 'source/train.mjs', '--json'];
    const report = JSON.parse(run(project, 'npx', '--no-install', 'gradlens', ...args)) as Report;
    const [training] = report.trainings;
    assert.deepEqual([report.backend, training!.steps, training!.loss.first], ['wasm', 3, 4]);
    const metrics = training!.metrics.map(({ name, split, last }) => [name, split, last]);
    assert.deepEqual(metrics, [
      ['progress', 'train', 1],
      ['progress', 'validation', 0.5],
    ]);
  });

  it('exports a library that does nothing under plain node', () => {
    const required = `console.log(typeof require('gradlens').metric('a', 1))`;
    const imported = `import { metric } from 'gradlens'; console.log(typeof metric('a', 1))`;
    assert.equal(run(project, process.execPath, '-e', required), 'undefined\n');
    assert.equal(run(project, process.execPath, '--input-type=module', '-e', imported), 'undefined\n');
  });

  it('brings types for import and for require', () => {
    for (const name of ['typed.mts', 'typed.cts']) writeFileSync(join(project, name), TYPED);
    const options = [
      '--noEmit',
      '--skipLibCheck',
      '--strict',
      '--module',
      'nodenext',
      '--moduleResolution',
      'nodenext',
    ];
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    assert.equal(run(project, process.execPath, tsc, ...options, 'typed.mts', 'typed.cts'), '');
  });
});
