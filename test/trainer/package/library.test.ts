import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPacked, LIBRARY_PROGRAM, linkTensorflow, run } from '../../support/packedProject.js';
import { root, temporaryFolder } from '../support/runProgram.js';

const TYPED = `
import * as tf from '@tensorflow/tfjs-core';
import { hvp, hessian } from 'gradlens/autodiff';
const w = tf.variable(tf.tensor1d([1, 2]));
const products: tf.Tensor[] = hvp(() => tf.sum(tf.square(w)), [w], [tf.tensor1d([1, 0])]);
const matrix: tf.Tensor2D = hessian(() => tf.sum(tf.square(w)), [w]);
// @ts-expect-error: one vector for each variable
hvp(() => tf.sum(w), [w], w);
`;

describe('the library beside a TensorFlow.js of the program', function () {
  this.timeout(120_000);
  let project: string;
  before(() => {
    project = temporaryFolder();
    installPacked(project);
    linkTensorflow(project, join(root, 'node_modules'));
  });

  it('shares one engine and one core with it, for require and for import', () => {
    writeFileSync(join(project, 'program.cjs'), LIBRARY_PROGRAM);
    assert.match(run(project, process.execPath, 'program.cjs'), /^4\.22\.0$/m);
  });

  it('brings types for import and for require', () => {
    for (const name of ['typed.mts', 'typed.cts']) writeFileSync(join(project, name), TYPED);
    const options = ['--noEmit', '--skipLibCheck', '--strict', '--module', 'nodenext'];
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    assert.equal(run(project, process.execPath, tsc, ...options, 'typed.mts', 'typed.cts'), '');
  });
});
