import assert from 'node:assert/strict';
import { sourceNames } from '../../../../src/probes/terms/sourceNames.js';

const TEXT = `import * as tf from '@tensorflow/tfjs';
const square = (w) => w.square().sum();
function loss() {
  const mse = tf.losses.meanSquaredError(y, model(x));
  const penalty = tf
    .sum(tf.square(w))
    .mul(0.01);
  const tidied = tf.tidy(() => {
    return tf.sum(tf.abs(w));
  });
  const a = w.sum(), b = v.sum();
  let total = mse.add(penalty);
  total = total.add(tidied);
  return total;
}
const cost = optimizer.minimize(() => {
  return loss();
}, true);
const typed: tf.Scalar = tf.scalar(1) as tf.Scalar;
`;
const { nameAt, namesOf } = sourceNames((file) => (file.endsWith('.ts') ? TEXT : null));
const at = (line: number) => nameAt({ file: '/loss.ts', line })?.name ?? null;

describe('names of terms', () => {
  it('are the variables that a line assigns to, also in the middle of a call', () => {
    assert.deepEqual(
      [at(4), at(5), at(7), at(12), at(13), at(19)],
      ['mse', 'penalty', 'penalty', 'total', 'total', 'typed'],
    );
    assert.deepEqual(nameAt({ file: '/loss.ts', line: 7 }), { name: 'penalty', file: '/loss.ts', line: 5 });
  });

  it('are not those around a function: its result is another value; tf.tidy hands it on', () => {
    assert.deepEqual([at(2), at(17), at(9)], [null, null, 'tidied']);
  });

  it('are none where a line assigns twice, or the file cannot be read', () => {
    assert.deepEqual([at(11), at(14), nameAt({ file: '/gone.js', line: 4 })], [null, null, null]);
  });

  it('begin with the line in the loss function that called a helper', () => {
    const source = { file: '/loss.ts', line: 2, caller: { file: '/loss.ts', line: 5 }, layer: null };
    const op = { kind: 'kernel', kernel: 'Sum', attributes: undefined, inputs: [], outputs: [0], source } as const;
    assert.deepEqual(
      namesOf({ ...op, inputs: [], outputs: [0] }).map(({ name }) => name),
      ['penalty'],
    );
  });
});
