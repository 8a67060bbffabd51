import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import { float64References } from '../support/measureOps.js';
import { measureAll } from '../support/opTable.js';

const TOLERANCE = 3e-6;

describe('second derivatives on the native backend', function () {
  this.timeout(300_000);

  it('of every op are right, against float64, or refused by name', () => {
    float64References();
    const require = createRequire(resolve('.cache/native/package.json'));
    const tf = require('@tensorflow/tfjs-node') as TensorflowCore;
    assert.equal(tf.getBackend(), 'tensorflow');
    const { numTensors } = tf.memory();
    const { errors, failures } = measureAll(tf);
    for (const [name, { gradient, product }] of errors) {
      if (!(Math.max(gradient, product) < TOLERANCE)) failures.push(`${name}: ${gradient}, ${product}`);
    }
    // What the backend does not do at all, it says itself.
    const padded = /, padded by 1: TF Backend supports only 'valid' and 'same' padding/;
    assert.deepEqual(
      failures.filter((failure) => !padded.test(failure)),
      [],
    );
    assert.ok(errors.size > 100, `${errors.size} ops have a kernel there`);
    assert.equal(tf.memory().numTensors, numTensors);
  });
});
