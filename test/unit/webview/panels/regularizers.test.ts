import assert from 'node:assert/strict';
import type { TrainingHead, TrainingSeries } from '../../../../src/protocol/inspector.js';
import { stepsXAxis } from '../../../../webview/charts/xAxis.js';
import { magnitudeModel } from '../../../../webview/panels/regularizers/magnitudeModel.js';
import {
  magnitudeReadings,
  regularizersSummary,
  termsTable,
} from '../../../../webview/panels/regularizers/regularizersWords.js';

const term = (kind: string, lambda: number, line: number | null = null) => ({
  name: `${kind} of a`,
  layer: 'a',
  penalties: [{ kind, lambda }],
  file: null,
  line,
});

function head(callee: string, terms = [term('l2', 5e-4, 26), term('l1', 2e-5, 27)]): TrainingHead {
  const planned = { steps: null, epochs: null, stepsPerEpoch: null };
  return { id: 0, file: null, line: null, callee, optimizer: null, variables: [], terms, planned, steps: 2 };
}

const loss = Float64Array.of(3, 2);
const none = new Float64Array(2).fill(NaN);
const series: TrainingSeries = {
  training: 0,
  steps: 2,
  size: 1,
  firstBucket: 0,
  buckets: 2,
  lossMin: loss,
  lossMax: loss,
  lossLast: loss,
  lossMark: Uint8Array.of(1, 1),
  time: none,
  epoch: none,
  learningRate: none,
  gradientNorm: new Float32Array(),
  gradientMark: new Uint8Array(),
  updateRatio: new Float32Array(),
  ranges: { norm: { low: -3, high: 1 }, ratio: { low: -6, high: 0 } },
  terms: Float64Array.of(0.2, 0.3, 0.1, NaN),
  metrics: [],
};
const axis = stepsXAxis({ last: 2, width: 400 });

describe('magnitude of the penalties', () => {
  it('stands on l1, then l2, then the data, and ends at the loss', () => {
    const { lines } = magnitudeModel(head('model.fit'), series, axis, 400);
    assert.deepEqual(
      lines.map(({ role }) => role),
      ['penalty-second', 'penalty-first', 'data'],
    );
    const feet = lines.map(({ values }) => Math.round(values[0]! * 1000) / 1000);
    assert.deepEqual(feet, [0.1, 0.3, 3]);
  });

  it('is a gap where a term was not measured', () => {
    const { lines } = magnitudeModel(head('model.fit'), series, axis, 400);
    assert.ok(lines.every(({ values }) => Number.isNaN(values[1]!)));
  });

  it('claims no data term in a loop of the program’s own', () => {
    const { lines } = magnitudeModel(head('optimizer.minimize'), series, axis, 400);
    assert.equal(lines.length, 2);
    const names = magnitudeReadings({ head: head('optimizer.minimize'), series, step: 1, readings: null }, false);
    assert.ok(names.every(({ name }) => name !== 'data'));
  });
});

describe('words of the regularizers', () => {
  const shown = { head: head('model.fit'), series, step: 1, readings: null };

  it('name λ and line, and the number of terms where they are several', () => {
    assert.deepEqual(
      magnitudeReadings(shown, false).map(({ name, value }) => [name, value]),
      [
        ['data', '2.70'],
        ['l2, line 26, λ 5e-4', '0.200'],
        ['l1, line 27, λ 2e-5', '0.100'],
      ],
    );
    const several = { ...shown, head: head('fit', [term('l2', 0.1), term('l2', 0.1)]) };
    assert.equal(magnitudeReadings(several, false)[1]!.name, 'l2, 2 terms, λ 0.1');
  });

  it('say what was not measured', () => {
    assert.equal(magnitudeReadings({ ...shown, step: 2 }, false)[2]!.value, '–');
    assert.equal(regularizersSummary({ ...shown, step: 2 }), 'l2 0.300');
    assert.deepEqual(termsTable(shown.head, [0.2, null]).rows[1], ['l1 of a', 'l1', 'λ 2e-5', 'line 27', '–']);
  });
});
