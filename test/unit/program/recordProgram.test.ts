import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { checkProgram } from '../../../src/program/checkProgram.js';
import { compareRecordings, firstRecording, steeredStructure } from '../../../src/program/compareRecordings.js';
import { findNotTheDerivative } from '../../../src/program/customGradients.js';
import type { DataLeaf, LossProgram, OpSource } from '../../../src/program/lossProgram.js';
import { dataOf, openProgram } from '../../../src/program/openProgram.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';
import { recordCall } from './recordCall.js';

const data = ({ leaves }: LossProgram) => leaves.filter((leaf): leaf is DataLeaf => leaf.kind === 'data');
const here: OpSource = { file: '/loss.js', line: 7, caller: null, layer: null };
const fresh = (shape: number[], at = 0.3) =>
  tf.variable(
    tf.tensor(
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(at + i)),
      shape,
    ),
  );

describe('recordProgram', () => {
  beforeEach(() => tf.setBackend('cpu'));
  afterEach(() => tf.disposeVariables());

  it('keeps what the loss needs, folds what no variable reaches, and leaves nothing behind', () => {
    const [w, x] = [fresh([3, 2]), tf.ones([4, 3])];
    const before = tf.memory();
    const { program, value, grads } = recordCall(
      tf,
      () => {
        const z = tf.matMul(tf.mul(x, 2), w);
        tf.mean(tf.argMax(z, 1));
        return tf.mean(tf.square(z));
      },
      [w],
      () => here,
    );
    assert.deepEqual(
      program.ops.map((op) => (op.kind === 'kernel' ? op.kernel : op.kind)),
      ['BatchMatMul', 'Square', 'Mean'],
    );
    assert.ok(program.pruned >= 2);
    const [folded] = data(program);
    assert.equal(folded!.kernel, 'Multiply');
    assert.equal(folded!.fromOutside, true);
    assert.deepEqual(folded!.source, here);
    assert.deepEqual([...folded!.values], new Array(12).fill(2));
    assert.equal(program.batchSize, 4);
    assert.deepEqual(checkProgram(tf, program, [w], { value, gradients: grads }), {
      ...{ loss: true, gradient: true, difference: null },
    });
    tf.dispose([value, ...grads] as tf.Tensor[]);
    const after = tf.memory();
    assert.deepEqual(
      [after.numTensors, after.numDataBuffers, after.numBytes],
      [before.numTensors, before.numDataBuffers, before.numBytes],
    );
    x.dispose();
  });

  it('reads data that the program disposes of inside the loss, and lets go of it', () => {
    const w = fresh([2]);
    const ids = tf.backend().numDataIds();
    const { program, value, grads } = recordCall(tf, () => {
      const x = tf.tensor1d([3, 4]);
      const loss = tf.sum(tf.mul(w, x));
      x.dispose();
      return loss;
    }, [w]);
    assert.deepEqual([...data(program)[0]!.values], [3, 4]);
    tf.dispose([value, ...grads] as tf.Tensor[]);
    assert.equal(tf.backend().numDataIds(), ids);
  });

  it('replays on another backend what the cpu backend keeps in arrays of another type', async () => {
    const labels = tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d([0, 2, 1], 'int32'), 3), 'float32'));
    const w = fresh([3, 3]);
    const { program, value } = recordCall(tf, () => tf.sum(tf.mul(labels, tf.exp(w))), [w]);
    assert.ok(
      data(program).some(({ values }) => values instanceof Int32Array),
      'a cast that moved nothing',
    );
    const expected = value.dataSync()[0]!;
    const weights = w.dataSync();
    await startWasmWithKernels();
    const open = openProgram(tf, program);
    const [found] = tf.tidy(() => open.loss([tf.tensor(weights, [3, 3])])).dataSync();
    open.dispose();
    assert.ok(Math.abs(found! - expected) < 1e-6 * expected, `${found}, expected ${expected}`);
  });

  it('replays other data and other weights', () => {
    const w = fresh([2]);
    const call = (x: number[]) => recordCall(tf, () => tf.sum(tf.mul(w, tf.tensor1d(x))), [w]).program;
    const [first, second] = [call([1, 2]), call([3, 4])];
    assert.equal(first.signature, second.signature);
    const open = openProgram(tf, structuredClone(first));
    const loss = () => tf.tidy(() => open.loss([tf.tensor1d([10, 100])]).dataSync()[0]);
    assert.equal(loss(), 210);
    open.setData(dataOf(second));
    assert.equal(loss(), 430);
    assert.throws(() => open.setData({ ...dataOf(second), signature: 'other' }), /another program/);
    assert.throws(() => open.loss([]), /1 variables, not of 0/);
    open.dispose();
  });

  it('tells constants that change by what they are', () => {
    const w = fresh([40]);
    let step = 0;
    const call = () =>
      recordCall(tf, () => {
        step++;
        const mask = tf.tensor1d(Array.from({ length: 40 }, (_, i) => (i + step) % 2));
        return tf.mul(tf.sum(tf.mul(tf.mul(w, mask), tf.scalar(3))), tf.scalar(step));
      }, [w]).program;
    const first = call();
    assert.deepEqual(new Set(data(first).map(({ change }) => change)), new Set(['unknown']));
    const changes = data(compareRecordings(first, call())).map(({ change }) => change);
    assert.deepEqual(changes, ['mask', 'constant', 'schedule']);
  });

  it('refuses a constant made after values were read back, until a second recording shows that it stays', () => {
    const w = fresh([3]);
    const steered = (factor: (read: number) => number) =>
      recordCall(
        tf,
        () => {
          const z = tf.square(w);
          const read = tf.max(z).dataSync()[0]!;
          return tf.sum(tf.mul(z, tf.scalar(factor(read))));
        },
        [w],
        (kernel) => (kernel === 'dataSync' ? here : null),
      ).program;
    const first = firstRecording(steered((read) => 1 / read));
    assert.equal(first.refused?.what, 'steered by values read back');
    assert.equal(first.refused?.line, 7);
    assert.throws(() => openProgram(tf, first), /cannot be replayed/);
    w.assign(tf.add(w, 1));
    assert.equal(
      compareRecordings(
        first,
        steered((read) => 1 / read),
      ).refused?.what,
      'steered by values read back',
    );
    const constant = steered(() => 0.5);
    assert.equal(
      compareRecordings(
        constant,
        steered(() => 0.5),
      ).refused,
      null,
    );
    assert.equal(steeredStructure(constant).refused?.line, 7);
  });

  it('refuses by name: large leaves, several numbers, no variable, complex numbers that the loss needs', () => {
    const w = fresh([1]);
    const what = (loss: () => tf.Tensor) => recordCall(tf, loss, [w], () => null, 2 ** 20).program.refused;
    assert.equal(
      what(() => tf.sum(tf.mul(w, tf.ones([2 ** 18])))),
      null,
    );
    const large = what(() => tf.sum(tf.mul(w, tf.ones([2 ** 18 + 2 ** 14]))));
    assert.equal(large?.what, 'leaf too large');
    assert.match(large!.why, /\[278528\].* 1\.06 MB, more than 1$/);
    assert.equal(what(() => tf.mul(w, tf.tensor1d([1, 2])))?.what, 'loss is not one number');
    assert.equal(what(() => tf.scalar(1))?.what, 'no variable reaches the loss');
    assert.equal(
      what(() => {
        tf.complex(w, w);
        return tf.sum(w);
      }),
      null,
    );
    const assigned = what(() => {
      w.assign(tf.add(w, 1));
      return tf.sum(w);
    });
    assert.equal(assigned?.what, 'a variable changes inside the loss');
  });

  it('finds gradients that are not the derivative, and differentiates the forward pass on request', () => {
    const w = fresh([3]);
    const through = tf.customGrad((z) => ({
      value: tf.mul(z as tf.Tensor, 3),
      gradFunc: (dy: tf.Tensor) => dy,
    }));
    const { program } = recordCall(
      tf,
      () => tf.sum(through(w)),
      [w],
      () => here,
    );
    const [found] = findNotTheDerivative(tf, program, [w]);
    assert.deepEqual(found?.source, here);
    assert.ok(Math.abs(found!.difference - 2 / 3) < 1e-6);
    for (const [customGradients, expected] of [
      ['recorded', 1],
      ['forward', 3],
    ] as const) {
      const open = openProgram(tf, program, { customGradients });
      const gradient = tf.tidy(() =>
        tf
          .grad((x) => open.loss([x]))(tf.tensor1d([1, 2, 3]))
          .dataSync(),
      );
      assert.deepEqual([...gradient], [expected, expected, expected]);
      open.dispose();
    }
  });
});
