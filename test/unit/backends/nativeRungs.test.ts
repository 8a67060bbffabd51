import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { climbNativeRungs } from '../../../src/backends/nativeRungs.js';
import { installed, programFolder } from './programFolder.js';

describe('native rungs', () => {
  const GPU = '@tensorflow/tfjs-node-gpu';
  const NODE = '@tensorflow/tfjs-node';
  /** A package that starts a backend which computes like cpu. */
  const working = (gpu: boolean) => ({
    'lib/napi-v8/tfjs_binding.node': '',
    'deps/lib/libtensorflow.so.2': '',
    'dist/index.js': `globalThis.startFakeNative(${gpu});`,
  });

  function climb(files: Record<string, string>, imported = [GPU], choice: 'auto' | 'wasm' | 'tensorflow-gpu' = 'auto') {
    const folder = programFolder({ 'train.js': '', ...files });
    try {
      return climbNativeRungs(tf, { programFile: folder.file('train.js'), imported, choice });
    } finally {
      folder.remove();
    }
  }

  before(async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    const cpu = tf.findBackendFactory('cpu');
    (globalThis as Record<string, unknown>)['startFakeNative'] = (gpu: boolean) => {
      for (const kernel of tf.getKernelsForBackend('cpu')) {
        if (!tf.getKernel(kernel.kernelName, 'tensorflow')) tf.registerKernel({ ...kernel, backendName: 'tensorflow' });
      }
      tf.registerBackend('tensorflow', () => Object.assign(cpu() as object, { isUsingGpuDevice: gpu }) as never);
    };
  });
  afterEach(() => {
    if (tf.findBackendFactory('tensorflow')) tf.removeBackend('tensorflow');
  });
  after(() => tf.setBackend('cpu'));

  it('say in four different sentences what is missing', () => {
    const sentences = [
      climb({}),
      climb(installed('tfjs-node-gpu', '4.22.0')),
      climb(installed('tfjs-node-gpu', '4.22.0', { 'lib/napi-v8/tfjs_binding.node': '' })),
      climb(installed('tfjs-node-gpu', '4.22.0', working(false))),
    ].map(({ rungs }) => rungs[0]!.why);
    assert.match(sentences[0]!, /is not installed/);
    assert.match(sentences[1]!, /without its native binding/);
    assert.match(sentences[2]!, /library beside it is missing/);
    assert.match(sentences[3]!, /found no GPU/);
  });

  it('replace packages that give no backend, whether or not the text imports them', () => {
    assert.deepEqual(climb({}, []).unusable, [GPU, NODE]);
    assert.deepEqual(climb(installed('tfjs-node-gpu', '4.22.0', working(true))).unusable, [NODE]);
  });

  it('start the imported package: on the processor without a GPU, else on the GPU', () => {
    const onProcessor = climb(installed('tfjs-node-gpu', '4.22.0', working(false)));
    assert.equal(onProcessor.started, 'tensorflow');
    assert.deepEqual(
      onProcessor.rungs.map(({ name, usable }) => [name, usable]),
      [
        ['tensorflow-gpu', false],
        ['tensorflow', true],
      ],
    );
    tf.removeBackend('tensorflow');
    assert.equal(climb(installed('tfjs-node-gpu', '4.22.0', working(true))).started, 'tensorflow-gpu');
  });

  it('leave a package alone that the program does not import', () => {
    const { started, rungs } = climb(installed('tfjs-node-gpu', '4.22.0', working(true)), []);
    assert.equal(started, null);
    assert.match(rungs[0]!.why, /does not import it/);
  });

  it('give way to another choice, and to a GPU that was asked for and is not there', () => {
    const files = installed('tfjs-node-gpu', '4.22.0', working(false));
    assert.deepEqual(climb(files, [GPU], 'wasm').unusable, [GPU, NODE]);
    assert.equal(climb(files, [GPU], 'tensorflow-gpu').started, null);
  });

  it('refuse a package that does not load or computes wrongly', () => {
    const broken = { ...working(false), 'dist/index.js': 'throw new Error("libcudart is missing")' };
    assert.match(climb(installed('tfjs-node-gpu', '4.22.0', broken)).rungs[0]!.why, /does not load: libcudart/);
    const wrong = {
      ...working(false),
      'dist/index.js': 'globalThis.startFakeNative(false); globalThis.breakFakeNative();',
    };
    (globalThis as Record<string, unknown>)['breakFakeNative'] = () => {
      const kernel = tf.getKernel('BatchMatMul', 'tensorflow');
      tf.unregisterKernel('BatchMatMul', 'tensorflow');
      tf.registerKernel({
        ...kernel,
        kernelFunc: ({ backend, inputs, attrs }) => {
          const { transposeA, transposeB } = attrs as { transposeA?: boolean; transposeB?: boolean };
          const rows = inputs['a']!.shape.at(transposeA ? -1 : -2)!;
          const columns = inputs['b']!.shape.at(transposeB ? -2 : -1)!;
          const shape = [...inputs['a']!.shape.slice(0, -2), rows, columns];
          const zeros = new Float32Array(shape.reduce((a, b) => a * b));
          return {
            dataId: (backend as never as typeof tf.KernelBackend.prototype).write(zeros, shape, 'float32'),
            shape,
            dtype: 'float32',
          };
        },
      });
    };
    const { rungs, unusable } = climb(installed('tfjs-node-gpu', '4.22.0', wrong));
    tf.unregisterKernel('BatchMatMul', 'tensorflow');
    assert.match(rungs[0]!.why, /wrong product or gradient/);
    assert.deepEqual(unusable, [GPU, NODE]);
  });
});
