import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { createRandom } from '../../../../src/curvature/random.js';
import { modelPlace } from '../../../../src/program/modelPlace.js';
import { openProgram } from '../../../../src/program/openProgram.js';
import { measureRobustness } from '../../../../src/probes/jacobian/robustness.js';
import { recordCall } from '../../program/recordCall.js';

describe('the loss at disturbed inputs', () => {
  it('is that of a linear model in closed form', async () => {
    await tf.setBackend('cpu');
    const [count, columns] = [2000, 3];
    const inputs = Float32Array.from({ length: count * columns }, (_, i) => Math.sin(1 + 1.7 * i + (i % 7) ** 2));
    const weights = [0.8, -1.5, 0.4];
    const x = tf.tensor2d(inputs, [count, columns]);
    const y = tf.zeros([count, 1]);
    const w = tf.variable(tf.tensor2d(weights, [columns, 1]));
    const loss = () => tf.mean(tf.square(tf.sub(tf.matMul(x, w as tf.Tensor2D), y))) as tf.Scalar;
    const { program } = recordCall(tf, loss, [w]);
    const place = modelPlace(program);
    if (typeof place === 'string') throw new Error(place);
    const open = openProgram(tf, program);
    const tensors = tf.memory().numTensors;
    const found = measureRobustness(tf, [{ program, open }], place, [w], createRandom(3));
    assert.equal(tf.memory().numTensors, tensors);
    open.dispose();

    const z = Array.from({ length: count }, (_, b) =>
      weights.reduce((sum, weight, i) => sum + weight * inputs[b * columns + i]!, 0),
    );
    const mean = (of: (value: number) => number) => z.reduce((sum, value) => sum + of(value), 0) / count;
    const near = (value: number, expected: number, tolerance: number) =>
      assert.ok(Math.abs(value / expected - 1) < tolerance, `${value}, not ${expected}`);
    const plain = mean((value) => value ** 2);
    near(found.loss, plain, 1e-5);
    near(found.scale, Math.sqrt(inputs.reduce((sum, value) => sum + value ** 2, 0) / inputs.length), 1e-5);
    assert.equal(found.points.length, 4);
    const [size, squares] = [2.7, 0.64 + 2.25 + 0.16];
    for (const { epsilon, noise, gradientSign } of found.points) {
      // A step of ε in each input moves z by ε‖w‖₁, away from 0.
      near(
        gradientSign,
        mean((value) => (Math.abs(value) + epsilon * size) ** 2),
        1e-4,
      );
      // z + ε w·n: variance ε²‖w‖²; the mean over the samples has its own error.
      const error = Math.sqrt((4 * plain * squares * epsilon ** 2 + 2 * (squares * epsilon ** 2) ** 2) / count);
      assert.ok(Math.abs(noise - plain - epsilon ** 2 * squares) < 4 * error, `${noise} at ${epsilon}`);
    }
  });
});
