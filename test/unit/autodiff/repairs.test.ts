import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { gradientRules } from '../../../src/autodiff/gradients/rules.js';
import { hvp } from '../../../src/autodiff/hvp.js';
import { installRepairs, withRepairs } from '../../../src/autodiff/repairs.js';
import { wrongKernel } from '../../../src/autodiff/wrongKernels.js';
import { kernelNames } from '../../support/opTable.js';

/** All that repairs may touch, by identity. */
function fingerprint(): unknown[] {
  const engine = tf.engine();
  const names = new Set([...kernelNames(tf), ...gradientRules.map(({ kernelName }) => kernelName)]);
  return [
    [...names].map((name) => tf.getGradient(name)),
    Object.getOwnPropertyNames(engine),
    ['addTapeNode', 'runKernelFunc'].map((name) => Object.getOwnPropertyDescriptor(engine, name)),
    (engine as unknown as { addTapeNode: unknown; runKernelFunc: unknown }).addTapeNode,
    (engine as unknown as { runKernelFunc: unknown }).runKernelFunc,
  ];
}

function assertSame(before: unknown[], after: unknown[]): void {
  assert.deepEqual(after.slice(1, 3), before.slice(1, 3));
  assert.ok(after[3] === before[3] && after[4] === before[4]);
  (before[0] as unknown[]).forEach((gradient, i) => assert.ok((after[0] as unknown[])[i] === gradient));
}

const second = (f: (x: tf.Scalar) => tf.Tensor) => tf.grad((x) => tf.grad(f as never)(x))(tf.scalar(0.5));

describe('repairs', () => {
  before(async () => {
    await tf.setBackend('cpu');
  });

  it('are put back exactly, also after an error and when nested', () => {
    const before = fingerprint();
    withRepairs(tf, () => {
      assert.notEqual(tf.getGradient('Tile'), (before[0] as unknown[])[kernelNames(tf).indexOf('Tile')]);
      withRepairs(tf, () => undefined);
      assert.ok(Math.abs(second((x) => tf.exp(x)).dataSync()[0]! - Math.exp(0.5)) < 1e-6);
    });
    assertSame(before, fingerprint());
    assert.throws(() =>
      withRepairs(tf, () => {
        throw new Error('from inside');
      }),
    );
    assertSame(before, fingerprint());
  });

  it('put back what others have put on the engine before them', () => {
    const engine = tf.engine() as unknown as { addTapeNode: unknown };
    const seen: unknown[] = [];
    const original = engine.addTapeNode as (...args: unknown[]) => void;
    const hook = function (this: unknown, ...args: unknown[]) {
      seen.push(args[0]);
      original.apply(this, args);
    };
    Object.defineProperty(engine, 'addTapeNode', {
      value: hook,
      configurable: true,
      writable: true,
      enumerable: false,
    });
    try {
      withRepairs(tf, () => second((x) => tf.tanh(x)));
      assert.ok(seen.includes('Tanh'));
      assert.equal(engine.addTapeNode, hook);
    } finally {
      Reflect.deleteProperty(engine, 'addTapeNode');
    }
  });

  it('are installed once, until they are taken back', () => {
    const before = fingerprint();
    const undo = installRepairs(tf);
    assert.equal(installRepairs(tf), undo);
    undo();
    undo();
    assertSame(before, fingerprint());
  });

  it('leave first derivatives of the program alone', () => {
    const x = tf.tensor1d([0.3, -0.7, 1.1]);
    const gradient = () => [
      ...tf
        .grad((v) => tf.sum(tf.softmax(tf.mul(tf.tanh(v), 3))))(x)
        .dataSync(),
    ];
    assert.deepEqual(withRepairs(tf, gradient), gradient());
  });

  it('refuse an op by its name, and leave nothing behind', () => {
    tf.registerKernel({
      kernelName: 'Mine',
      backendName: 'cpu',
      kernelFunc: ({ inputs }) => tf.mul(inputs['x'] as tf.Tensor, 3),
    });
    tf.registerGradient({ kernelName: 'Mine', gradFunc: (dy) => ({ x: () => tf.mul(dy as tf.Tensor, 3) }) });
    const mine = (x: tf.Tensor) => tf.engine().runKernel('Mine', { x }) as tf.Tensor;
    const x = tf.scalar(2);
    const before = tf.memory().numTensors;
    const refused = { code: 'op-refused', kernelName: 'Mine', message: /Mine: the op is not known/ };
    assert.throws(() => hvp(tf, () => tf.square(mine(x)) as tf.Scalar, [x], [x]), refused);
    assert.equal(tf.memory().numTensors, before);
    // A first derivative, and one that does not pass through it, are not refused.
    assert.equal(withRepairs(tf, () => tf.grad(mine)(x)).dataSync()[0], 3);
    const [product] = hvp(tf, () => tf.tidy(() => (mine(x), tf.square(x)) as tf.Scalar), [x], [x]);
    assert.equal(product!.dataSync()[0], 4);
    tf.unregisterGradient('Mine');
    tf.unregisterKernel('Mine', 'cpu');
  });

  it('refuse what the wasm backend of TensorFlow.js computes wrongly, where its kernels are not replaced', () => {
    const needs = (kernel: string, isOurs: boolean) => {
      const config = { kernelName: kernel, backendName: 'wasm', ...(isOurs ? { isTrainingKernel: true } : {}) };
      return { ...tf, getBackend: () => 'wasm', getKernel: () => config } as unknown as typeof tf;
    };
    assert.equal(wrongKernel(needs('MaxPoolGrad', false), 'MaxPool'), 'MaxPoolGrad');
    assert.equal(wrongKernel(needs('MaxPoolGrad', true), 'MaxPool'), null);
    assert.equal(wrongKernel(needs('Relu', false), 'Relu'), null);
    assert.equal(wrongKernel(tf, 'MaxPool'), null);
  });

  it('say what is wrong with the call', () => {
    const x = tf.tensor1d([1, 2]);
    assert.throws(() => hvp(tf, () => tf.square(x) as unknown as tf.Scalar, [x], [x]), { code: 'not-a-scalar' });
    assert.throws(() => hvp(tf, () => tf.sum(x), [x], []), { code: 'shape-mismatch' });
    assert.throws(() => hvp(tf, () => tf.sum(x), [x], [tf.scalar(1)]), { code: 'shape-mismatch' });
    const inside = () => tf.grad((v) => (hvp(tf, () => tf.sum(x), [x], [x]), tf.sum(v)))(x);
    assert.throws(inside, { code: 'nested' });
  });
});
