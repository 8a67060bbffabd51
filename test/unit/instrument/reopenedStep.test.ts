import assert from 'node:assert/strict';
import type { Tensor } from '@tensorflow/tfjs-core';
import { gradientStep, isGivenRaw, reopened, type GradientSite } from '../../../src/instrument/gradientStep.js';
import { ownTime } from '../../../src/instrument/ownTime.js';
import type { StepSink } from '../../../src/instrument/sink.js';
import { stepRecorder } from '../../../src/instrument/stepRecorder.js';
import { trainingBook, type OpenStep } from '../../../src/instrument/training.js';
import { plainReader } from './support/plainReader.js';

const none = () => undefined;
const sink: StepSink = {
  ...{ training: none, beforeUpdate: none, step: none, metric: none, poll: none },
  plan: () => ({ statistics: true, histograms: false }),
};
const recorder = stepRecorder({ sink, reader: () => plainReader, now: () => 0 }, ownTime(), trainingBook(sink));

const withoutCounts = ({ histogram, ...rest }: OpenStep) => ({ ...rest, histogram: histogram?.gradient.length });

/** Fills each field with something that no new step has. */
function dirty(step: object, keep: string[] = []): void {
  for (const [key, value] of Object.entries(step) as [string, unknown][]) {
    if (keep.includes(key)) continue;
    if (value instanceof Set) value.add(7);
    else if (value instanceof Float64Array) value.fill(7);
    else if (Array.isArray(value)) {
      if (value.length === 0) value.push(7);
      else value.fill(7);
    } else Object.assign(step, { [key]: typeof value === 'boolean' ? !value : 7 });
  }
}

describe('a step that is opened again', () => {
  it('knows nothing of the one before: what was measured', () => {
    const step = recorder.open(3, null);
    dirty(step, ['histogram']);
    recorder.reopen(step, null);
    assert.deepEqual(withoutCounts(step), withoutCounts(recorder.open(3, null)));
  });

  it('knows nothing of the one before: what was given and assigned', () => {
    const open = recorder.open(3, null);
    const step = gradientStep(open);
    dirty(step, Object.keys(open));
    assert.deepEqual(reopened(step), gradientStep(open));
  });
});

describe('isGivenRaw', () => {
  const [a, b, other] = [{ id: 1 }, { id: 2 }, { id: 3 }] as unknown as [Tensor, Tensor, Tensor];
  const at = { variables: [{ name: 'a' }, { name: 'none' }, { name: 'b' }] } as unknown as GradientSite;
  const step = (losses = [1]) =>
    Object.assign(gradientStep(recorder.open(3, null)), { losses, raw: [a, null, b] as (Tensor | null)[] });

  it('holds for exactly the tensors that the gradient call returned', () => {
    assert.equal(isGivenRaw(at, step(), { b, a }), true);
    assert.equal(isGivenRaw(at, step(), { a, b, none: null }), true);
  });

  it('does not hold where one is another, is left out or is added, nor for the sum of micro-batches', () => {
    assert.equal(isGivenRaw(at, step(), { a, b: other }), false);
    assert.equal(isGivenRaw(at, step(), { a }), false);
    assert.equal(isGivenRaw(at, step(), { a, b, none: other }), false);
    assert.equal(isGivenRaw(at, step([1, 2]), { a, b }), false);
    assert.equal(isGivenRaw(at, step(), [{ name: 'a', tensor: a }]), false);
  });
});
