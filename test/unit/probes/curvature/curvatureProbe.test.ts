import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { firstRecording } from '../../../../src/program/compareRecordings.js';
import type { LossProgram } from '../../../../src/program/lossProgram.js';
import { makeCurvatureProbe, type ProbedStep } from '../../../../src/probes/curvature/curvatureProbe.js';
import type { VariableInfo } from '../../../../src/protocol/records.js';
import { recordCall } from '../../program/recordCall.js';

const [INPUTS, SAMPLES] = [3, 64];

/** L = 1/n Σ (xᵀw)², whose Hessian 2/n XᵀX is the same at all weights. */
function recordedBatch(w: tf.Variable, seed: number): LossProgram {
  const x = tf.randomUniform([SAMPLES, INPUTS], -1, 1, 'float32', seed);
  const { program } = recordCall(
    tf,
    () => tf.mean(tf.square(tf.matMul(x as tf.Tensor2D, w as unknown as tf.Tensor2D))),
    [w],
  );
  return firstRecording(program);
}

const variable = { name: 'w', layer: null, shape: [INPUTS, 1], parameters: INPUTS } as unknown as VariableInfo;
const at: ProbedStep = {
  ...{ step: 8, before: null, optimizer: null, accumulators: {} },
  after: Float32Array.of(0.3, -0.2, 0.5),
};

function probeOn(batches: number) {
  const probe = makeCurvatureProbe(tf, { variables: [variable] }, 1);
  const w = tf.variable(tf.tensor2d([0.3, -0.2, 0.5], [INPUTS, 1]), true, 'w');
  for (let b = 0; b < batches; b++) probe.add(recordedBatch(w, b + 1), b === 0 ? null : false);
  return probe;
}

/** While `work` runs the backend has room for matrix products of so many rows alone, in all tensors of that size together. */
function withLittleMemory<R>(mostRows: number, work: () => R): R {
  const kernel = tf.getKernel('BatchMatMul', 'cpu')!;
  const { kernelFunc } = kernel;
  kernel.kernelFunc = (call) => {
    const rows = call.inputs['a']!.shape.at(-2)!;
    if (rows > mostRows && rows % 8 === 0) throw new RangeError('Array buffer allocation failed');
    return kernelFunc(call);
  };
  try {
    return work();
  } finally {
    kernel.kernelFunc = kernelFunc;
  }
}

describe('the curvature probe', () => {
  beforeEach(() => tf.setBackend('cpu'));
  afterEach(() => tf.disposeVariables());

  it('measures on fewer samples where memory does not do, and says so', () => {
    const probe = probeOn(8);
    const whole = probe.anchor(at);
    assert.deepEqual([whole.samples, whole.batches, whole.notMeasured], [512, 8, null]);
    const little = withLittleMemory(16, () => probe.anchor(at));
    assert.equal(little.notMeasured, null);
    assert.deepEqual([little.samples, little.batches], [16, 1]);
    assert.match(little.notes.join(), /^Out of memory: measured on 16 samples instead of 512\.$/);
    // λ1 of few samples is another number, of the same size.
    assert.ok(Math.abs(little.eigenvalues[0]!.value / whole.eigenvalues[0]!.value - 1) < 0.5);
    const track = withLittleMemory(16, () => probe.track(at));
    assert.deepEqual([track.samples, track.notMeasured], [16, null]);
    probe.dispose();
  });

  it('says what it is where not even the smallest probe batch fits', () => {
    const probe = probeOn(2);
    const nothing = withLittleMemory(0, () => probe.anchor(at));
    assert.deepEqual(nothing.eigenvalues, []);
    assert.match(nothing.notMeasured!, /^out of memory/);
    probe.dispose();
  });

  it('has the whole matrix of a small model beside its spectrum, with its layers', () => {
    const probe = probeOn(2);
    const { payload, hessian } = probe.spectrum(at, { eigenvalues: 3, density: true });
    assert.equal(payload.notMeasured, null);
    const { size, values, blocks, samples } = hessian!;
    assert.deepEqual([size, samples, blocks], [INPUTS, 2 * SAMPLES, [{ name: 'w', from: 0 }]]);
    // Hv = λv summed over all v: the trace is the sum of the eigenvalues.
    const trace = values[0]! + values[4]! + values[8]!;
    const sum = payload.eigenvalues.reduce((total, { value }) => total + value, 0);
    assert.ok(Math.abs(trace / sum - 1) < 1e-5);
    assert.equal(values[1], values[3]);
    probe.dispose();
  });
});
