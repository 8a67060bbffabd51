import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingPayload } from '../../src/protocol/records.js';
import { root, run, temporaryFolder } from './support/runProgram.js';

describe('a library with another TensorFlow.js nested below it', () => {
  it('is told, and the training is recorded', async () => {
    const folder = realpathSync(temporaryFolder());
    const library = join(folder, 'node_modules', 'library');
    const nested = join(library, 'node_modules', '@tensorflow', 'tfjs-core');
    mkdirSync(nested, { recursive: true });
    symlinkSync(join(root, 'node_modules', '@tensorflow'), join(folder, 'node_modules', '@tensorflow'), 'junction');
    writeFileSync(join(nested, 'package.json'), JSON.stringify({ version: '2.7.0', main: 'index.js' }));
    writeFileSync(join(nested, 'index.js'), '');
    writeFileSync(join(library, 'index.js'), "require('@tensorflow/tfjs-core');");
    const file = join(folder, 'train.cjs');
    writeFileSync(
      file,
      `require('library');
      const tf = require('@tensorflow/tfjs');
      const weight = tf.variable(tf.scalar(1));
      tf.train.sgd(0.1).minimize(() => weight.square());`,
    );
    const { records, steps, outcome } = await run(file);
    assert.deepEqual([steps, outcome.error], [[1], null]);
    const found = records.filter(({ kind }) => kind === 'finding').map(({ payload }) => payload as FindingPayload);
    assert.deepEqual(
      found.map(({ rule, evidence }) => [rule, evidence['other'], evidence['folder']]),
      [['tensorflow-twice', '2.7.0', nested]],
    );
  });
});
