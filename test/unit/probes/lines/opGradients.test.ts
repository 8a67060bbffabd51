import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { opGradients } from '../../../../src/probes/lines/opGradients.js';
import { insideGradients } from '../../../../src/probes/lines/insideGroups.js';
import { lineGradients } from '../../../../src/probes/lines/lineGradients.js';
import { gradientPath } from '../../../../src/protocol/gradientPath.js';
import type { LossProgram, OpSource } from '../../../../src/program/lossProgram.js';
import { recordCall } from '../../program/recordCall.js';

const norm = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
const kernels = ({ ops }: LossProgram) => ops.map((op) => (op.kind === 'kernel' ? op.kernel : op.kind));
const near = (found: number, expected: number, what: string, tolerance = 1e-5) =>
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${what}: ${found}, expected ${expected}`);

/** A network with a skip connection, written out in float64; `nudge` is added to one element of one value on the way. */
const X = [0.5, -1.5, 2, 1, -0.25, 0.75];
const W = [0.3, -0.7, 0.9, 0.2].map(Math.fround);
const values = ['product', 'tanh', 'sum', 'square', 'mean'] as const;
function loss64(nudge?: { value: (typeof values)[number]; at: number; by: number }): number {
  const nudged = (value: (typeof values)[number], list: number[]) =>
    list.map((each, i) => (nudge?.value === value && nudge.at === i ? each + nudge.by : each));
  const product = nudged(
    'product',
    [0, 1, 2].flatMap((row) => [0, 1].map((column) => X[2 * row]! * W[column]! + X[2 * row + 1]! * W[2 + column]!)),
  );
  const tanh = nudged('tanh', product.map(Math.tanh));
  const sum = nudged(
    'sum',
    tanh.map((value, i) => value + product[i]!),
  );
  const square = nudged(
    'square',
    sum.map((value) => value * value),
  );
  return nudged('mean', [square.reduce((total, value) => total + value, 0) / 6])[0]!;
}

describe('opGradients', () => {
  beforeEach(() => tf.setBackend('cpu'));
  afterEach(() => tf.disposeVariables());

  const residual = () => {
    const x = tf.tensor2d(X, [3, 2]);
    const w = tf.variable(tf.tensor2d(W, [2, 2]), true, 'w');
    const call = recordCall(tf, () => {
      const product = tf.matMul(x, w);
      return tf.mean(tf.square(tf.add(tf.tanh(product), product)));
    }, [w]);
    return { ...call, w };
  };

  it('agrees with central differences in float64, each op nudged', () => {
    const { program, w } = residual();
    assert.deepEqual(kernels(program), ['BatchMatMul', 'Tanh', 'Add', 'Square', 'Mean']);
    const { outputs } = opGradients(tf, program, [w]);
    const step = 1e-5;
    values.forEach((value, op) => {
      const size = value === 'mean' ? 1 : 6;
      const differences = Array.from({ length: size }, (_, at) => {
        const [up, down] = [step, -step].map((by) => loss64({ value, at, by }));
        return (up! - down!) / (2 * step);
      });
      near(outputs[op]!, norm(differences), value);
    });
  });

  it('gives the variables the gradient of the step, and leaves nothing behind', () => {
    const { program, w, grads } = residual();
    const before = tf.memory();
    const { variables } = opGradients(tf, program, [w]);
    near(variables[0]!, norm(grads[0]!.dataSync()), 'w', 1e-7);
    assert.equal(tf.memory().numTensors, before.numTensors);
  });

  it('passes on what a function with a gradient of its own passes on: softmax cross-entropy, straight-through', () => {
    const targets = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const w = tf.variable(tf.tensor2d([0.2, -0.4, 1.1, 0.6], [2, 2]), true, 'w');
    const entropy = recordCall(tf, () => tf.losses.softmaxCrossEntropy(targets as tf.Tensor, tf.mul(w, 3)), [
      w,
    ]).program;
    const logits = [0.2, -0.4, 1.1, 0.6].map((value) => 3 * Math.fround(value));
    const softmax = [0, 2].flatMap((row) => {
      const [p, q] = [Math.exp(logits[row]!), Math.exp(logits[row + 1]!)];
      return [p / (p + q), q / (p + q)];
    });
    const byHand = softmax.map((p, i) => (p - [1, 0, 0, 1][i]!) / 2);
    near(opGradients(tf, entropy, [w]).outputs[0]!, norm(byHand), 'logits');

    const through = tf.customGrad((x) => ({
      value: tf.round(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => dy,
    }));
    const rounded = recordCall(tf, () => tf.sum(tf.square(through(tf.mul(w, 3)))), [w]).program;
    const { outputs } = opGradients(tf, rounded, [w]);
    near(outputs[0]!, norm(logits.map((value) => 2 * Math.round(value))), 'straight-through');
  });

  it('says NaN where the gradient is NaN, and throws what cannot be replayed', () => {
    const w = tf.variable(tf.tensor1d([0, 1]), true, 'w');
    const { program } = recordCall(tf, () => tf.sum(tf.div(tf.square(w), w)), [w]);
    assert.ok(Number.isNaN(opGradients(tf, program, [w]).variables[0]));
    const refused = {
      ...program,
      refused: { what: 'leaf too large', op: null, file: null, line: null, why: 'too large' },
    };
    assert.throws(() => opGradients(tf, refused, [w]), /too large/);
  });
});

describe('the way of the gradient', () => {
  afterEach(() => tf.disposeVariables());

  const made = (line: number): OpSource => ({ file: '/net.js', line, caller: null, layer: null });

  it('goes by the branch that passes on the most, and names where it shrinks and grows most', async () => {
    await tf.setBackend('cpu');
    const w = tf.variable(tf.tensor1d([0.5, -1]), true, 'w');
    // The weak branch runs last and has the larger gradient at its own output: what it passes on is what counts.
    const program = recordCall(tf, () => {
      const x = tf.mul(w, 2);
      const strong = tf.mul(x, 10);
      const weak = tf.mul(x, 1e-3);
      return tf.sum(tf.add(strong, tf.mul(weak, 5)));
    }, [w]).program;
    program.ops.forEach((op, i) => (op.source = made(i + 1)));
    const gradients = opGradients(tf, program, [w]);
    const variables = [{ name: 'w', layer: null, shape: [2], parameters: 2, file: '/net.js', line: 20 }];
    const payload = lineGradients(program, gradients, variables, true);
    const path = gradientPath(payload, 0)!;
    const one = Math.SQRT2;
    assert.deepEqual(
      path.points.map(({ kernel, line }) => `${kernel} ${line}`),
      ['Sum 6', 'Add 5', 'Multiply 2', 'Multiply 1'],
    );
    [1, one, one, one * 10.005].forEach((expected, i) => near(path.points[i]!.norm, expected, `point ${i}`));
    near(path.norm, one * 20.01, 'w');
    assert.deepEqual([path.shrinks, path.grows], [null, 2]);
    assert.deepEqual(Array.from(payload.line), [1, 2, 3, 4, 5, 6, 20]);
    near(payload.norm[6]!, path.norm, 'the line of the variable');
    assert.equal(gradientPath({ ...payload, graph: null }, 0), null);
  });
});

describe('functions whose gradient is written by hand', () => {
  afterEach(() => tf.disposeVariables());
  const at = (line: number): OpSource => ({ file: 'a.mjs', line, caller: null, layer: null });
  /** f(x) = x³ by two ops on lines 11 and 12, called on line 20; its gradFunc is wrong by a factor of 10. */
  const recorded = () => {
    const w = tf.variable(tf.tensor1d([1, 2]), true, 'w');
    const cube = tf.customGrad((x, save) => {
      (save as tf.GradSaveFunc)([x as tf.Tensor]);
      const value = tf.mul(tf.square(x as tf.Tensor), x as tf.Tensor);
      return { value, gradFunc: (dy, [saved]) => tf.mul(dy, tf.mul(30, tf.square(saved!))) };
    });
    const lines: Record<string, number> = { Sum: 20, customGrad: 20, Square: 11, Multiply: 12 };
    // Sum of 3·f(−w): the gradient that comes to f is 3.
    const { program } = recordCall(
      tf,
      () => tf.sum(tf.mul(cube(tf.neg(w)), 3)),
      [w],
      (kernel) => at(lines[kernel] ?? 30),
    );
    return { program, w };
  };

  it('have gradients on their own lines, by their forward ops, and pass on what the program wrote', () => {
    const { program, w } = recorded();
    const before = tf.memory().numTensors;
    const inside = insideGradients(tf, program, [w]);
    assert.equal(tf.memory().numTensors, before);
    // x = −w: ∂L/∂(x²) = 3x, ∂L/∂(x²·x) = 3 for each of the two elements.
    assert.deepEqual(
      inside.map(({ line }) => line),
      [11, 12],
    );
    near(inside[0]!.norm, norm([3 * -1, 3 * -2]), 'the square');
    near(inside[1]!.norm, norm([3, 3]), 'the product');
    const gradients = opGradients(tf, program, [w]);
    const info = [{ name: 'w', layer: null, shape: [2], parameters: 2, file: 'a.mjs', line: 1 }];
    const payload = lineGradients(program, gradients, info, false, inside);
    const onLine = new Map(Array.from(payload.line, (line, i) => [line, payload.norm[i]!]));
    near(onLine.get(11)!, norm([3, 6]), 'line 11');
    // What was passed on is ten times the derivative: 3 · 30x².
    near(onLine.get(1)!, norm([90, 360]), 'the variable');
  });

  it('that TensorFlow.js brings along have none of their own', () => {
    const w = tf.variable(tf.tensor2d([1, 2], [1, 2]), true, 'w');
    const { program } = recordCall(
      tf,
      () => tf.losses.softmaxCrossEntropy(tf.tensor2d([1, 0], [1, 2]), w),
      [w],
      () => at(5),
    );
    assert.deepEqual(insideGradients(tf, program, [w]), []);
  });
});
