import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { sourceNames } from '../../../../src/probes/terms/sourceNames.js';
import type { CurvaturePayload, VariableInfo } from '../../../../src/protocol/records.js';
import { DEFAULT_MEASURE } from '../../../../src/protocol/settings.js';
import { chooseMode, makeSnapshots, SMALL_MODEL, type Mode } from '../../../../src/trainer/curvature/snapshots.js';
import type { CurvatureThread } from '../../../../src/trainer/curvature/startThread.js';
import { trainingThread } from '../../../../src/trainer/curvature/trainingThread.js';

/** A thread that takes so many milliseconds for an answer, and a clock. */
function fakes(answerTakes: number) {
  let time = 0;
  let number = 0;
  const thread = {
    nextNumber: () => ++number,
    wake: () => undefined,
    waitForAnswer: () => {
      time += answerTakes;
      return answerTakes;
    },
  } as unknown as CurvatureThread;
  return { thread, now: () => time, pass: (milliseconds: number) => (time += milliseconds) };
}

function open(mode: Mode, size: number, { thread, now }: ReturnType<typeof fakes>, budget = 0.2) {
  const shape = { weights: size, accumulators: [] };
  const snapshots = makeSnapshots({
    ...{ thread, shape, mode, budget, now, before: null },
    sizes: [{ name: 'w', size }],
  });
  const weights = new Float32Array(size);
  // On cpu a tensor has the memory that it was made of.
  const weight = tf.tensor1d(weights);
  const publish = (step: number) =>
    snapshots.publish({ ...{ step, optimizer: null, numbers: null }, weights: [(weights.fill(step), weight)] });
  return { snapshots, shape, publish };
}

describe('how weights come to the curvature thread', () => {
  before(() => tf.setBackend('cpu'));

  it('is chosen by what was asked for, the size of the model and free cores', () => {
    assert.deepEqual(chooseMode(0, 10, 4), { mode: 'off' });
    assert.deepEqual(chooseMode(5, 10, 4), { mode: 'wait', every: 5 });
    assert.deepEqual(chooseMode(null, SMALL_MODEL, 1), { mode: 'queue' });
    assert.deepEqual(chooseMode(null, SMALL_MODEL + 1, 2), { mode: 'beside' });
    assert.deepEqual(chooseMode(null, SMALL_MODEL + 1, 1), { mode: 'budget' });
  });

  it('slows the training by no more than its budget where no core is free', () => {
    for (const answerTakes of [30, 100, 900]) {
      const fake = fakes(answerTakes);
      const { publish } = open({ mode: 'budget' }, 4, fake);
      const [own, steps] = [10, 4000];
      let waited = 0;
      for (let step = 1; step <= 2 * steps; step++) {
        fake.pass(own);
        const stood = publish(step);
        // The first half finds the interval.
        if (step > steps) waited += stood;
      }
      const slower = 1 + waited / (own * steps);
      // One wait may lie on the edge of what is counted.
      assert.ok(slower <= 1.2 + answerTakes / (own * steps) && slower > 1.1, `${answerTakes} ms an answer: ${slower}`);
    }
  });

  it('knows the weights around a step also where the queue had no room for the one before', () => {
    const { snapshots, publish } = open({ mode: 'queue' }, SMALL_MODEL, fakes(0));
    for (let step = 1; step <= 1000; step++) publish(step);
    assert.deepEqual([snapshots.before[0], snapshots.after[0]], [999, 1000]);
  });
});

describe('what the curvature thread leaves out of a queue', () => {
  it('is said, from which step to which', () => {
    const { snapshots, shape, publish } = open({ mode: 'queue' }, SMALL_MODEL, fakes(0));
    const told: [number, string | null][] = [];
    const training = trainingThread(0, {
      ...{ core: tf, settings: DEFAULT_MEASURE, heartbeat: () => undefined },
      evaluation: { thread: new URL('file:///none'), assets: '' },
      names: sourceNames(() => null),
      record: (kind, _, step, payload) => {
        if (kind === 'curvature') told.push([step, (payload as CurvaturePayload).notMeasured]);
      },
    });
    const { memory } = snapshots;
    const variables = [
      { name: 'w', layer: null, shape: [SMALL_MODEL], parameters: SMALL_MODEL } as unknown as VariableInfo,
    ];
    training.start({ ...{ id: 0, variables, numbers: null, shape, memory }, snapshots: 'every' });
    let steps = 0;
    while (steps < 1000) publish(++steps);
    while (training.next() !== null);
    const kept = told.length;
    assert.ok(kept > 10 && kept < 1000);
    publish(++steps);
    while (training.next() !== null);
    publish(++steps);
    training.leaveOut(steps);
    const why = 'steps came faster than λ1 can be measured: these were left out';
    assert.deepEqual(
      told.filter(([, reason]) => reason === why).map(([step]) => step),
      [kept + 1, 1000, 1002],
    );
  });
});
