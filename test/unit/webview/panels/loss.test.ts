import assert from 'node:assert/strict';
import { MARK, type TrainingHead, type TrainingSeries } from '../../../../src/protocol/inspector.js';
import { secondsXAxis, stepsXAxis } from '../../../../webview/charts/xAxis.js';
import { madeUpTerms } from '../../../e2e/inspector/madeUpTerms.js';
import { writtenTerms } from '../../../../webview/panels/regularizers/measuredTerms.js';
import { lossModel } from '../../../../webview/panels/loss/lossModel.js';
import { lossReadings, metricReadings } from '../../../../webview/panels/loss/lossReadings.js';
import { metricAt, metricGroups } from '../../../../webview/panels/loss/metricModel.js';
import { dataValues, termGroups } from '../../../../webview/panels/loss/terms.js';

const term = (kind: string, lambda: number) => ({
  name: kind,
  layer: 'a',
  penalties: [{ kind, lambda }],
  file: null,
  line: null,
});
const head = (callee: string, terms = [term('l2', 0.1), term('l1', 0.2), term('l2', 0.1)]): TrainingHead => ({
  id: 0,
  file: null,
  line: null,
  callee,
  optimizer: null,
  variables: [],
  terms,
  planned: { steps: null, epochs: null, stepsPerEpoch: null },
  steps: 4,
});

function series(loss: number[], terms: number[] = [], time = loss.map((_, i) => 1000 * (i + 1))): TrainingSeries {
  const values = Float64Array.from(loss);
  return {
    training: 0,
    steps: loss.length,
    size: 1,
    firstBucket: 0,
    buckets: loss.length,
    lossMin: values,
    lossMax: values,
    lossLast: values,
    lossMark: Uint8Array.from(loss, (v) => (Number.isFinite(v) ? MARK.value : MARK.nonFinite)),
    time: Float64Array.from(time),
    epoch: Float64Array.from(loss, () => NaN),
    learningRate: Float64Array.from(loss, () => NaN),
    gradientNorm: new Float32Array(),
    gradientMark: new Uint8Array(),
    updateRatio: new Float32Array(),
    ranges: { norm: { low: -3, high: 1 }, ratio: { low: -6, high: 0 } },
    terms: Float64Array.from(terms),
    metrics: [],
  };
}
const axis = (last: number) => stepsXAxis({ last, width: 400 });
const options = { log: true, smooth: true, places: 4, pixels: 400 };

describe('the loss chart', () => {
  const terms = [0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.3];

  it('draws terms of one kind as one, l2 before l1', () => {
    const groups = termGroups(head('model.fit').terms);
    assert.deepEqual(
      groups.map(({ name, members }) => [name, members]),
      [
        ['l2', [0, 2]],
        ['l1', [1]],
      ],
    );
  });

  it('takes from the total what a fit adds to it, and nothing where the program makes the loss', () => {
    const values = dataValues(head('model.fit'), series([2, 2, 2, 2], terms))!;
    assert.ok(Math.abs(values[0]! - 1.4) < 1e-12);
    assert.equal(dataValues(head('optimizer.minimize'), series([2, 2, 2, 2], terms)), null);
  });

  it('draws terms that the program writes itself where they were measured, and none twice', () => {
    const written = madeUpTerms('written', 100, ['a', 'b']);
    const loss = series(Array.from({ length: 100 }, (_, i) => 3 - i / 50));
    const byHand = head('optimizer.minimize', []);
    assert.equal(writtenTerms(byHand, written), written);
    const { curves, range } = lossModel(byHand, loss, axis(100), options, written);
    assert.deepEqual(
      curves!.map(({ role, dash }) => [role, dash !== undefined]),
      [
        ['data', false],
        ['penalty-first', false],
        ['penalty-second', true],
        ['total', true],
      ],
    );
    assert.ok(range.min <= Math.min(...written.values) && curves!.every(({ measured }) => measured));
    assert.deepEqual(Array.from(curves![1]!.y).slice(0, 3), [
      ...written.values.slice(written.steps.length, written.steps.length + 3),
    ]);
    const shown = { head: byHand, series: loss, readings: null, step: 100 };
    const names = lossReadings({ ...shown, written }).map(({ name, shape }) => `${name} ${shape}`);
    assert.deepEqual(names, ['total line', 'mse line', 'l2 line', 'l1 dashed', 'jacobian dashed', 'step 95 none']);
    // Declared penalties are known of every step, and a loss of one term has none.
    const layers = madeUpTerms('declared', 100, ['a', 'b']);
    const declared = ['a/kernel', 'b/kernel'].map((name) => ({ ...term('l2', 0.1), name }));
    assert.equal(writtenTerms(head('model.fit', declared), layers), null);
    assert.equal(writtenTerms(byHand, { ...written, terms: written.terms.slice(0, 1) }), null);
  });

  it('marks where the loss is NaN, and its smoothed line stops there', () => {
    const model = lossModel(head('fit', []), series([3, 2, NaN, 1]), axis(4), options);
    assert.deepEqual(model.nonFinite, [{ from: 2.5, to: 3.5 }]);
    const smooth = model.lines.at(-1)!;
    assert.ok(smooth.width > 1 && Number.isNaN(smooth.values[2]!) && smooth.values[3] === 1);
  });

  it('always shows the raw line', () => {
    for (const smooth of [true, false]) {
      const model = lossModel(head('fit', []), series([3, 2, 5, 1]), axis(4), { ...options, smooth });
      assert.ok(model.lines.some(({ values }) => [3, 2, 5, 1].every((v, i) => values[i] === v)));
    }
  });

  it('says so when a log scale cannot show values that are not above zero', () => {
    const model = lossModel(head('fit', []), series([3, -2, 5, 1]), axis(4), options);
    assert.ok(model.logRefused && !model.range.log);
  });

  it('marks what a linear range leaves out', () => {
    const loss = [...Array<number>(99).fill(1), 80];
    const model = lossModel(head('fit', []), series(loss), axis(100), { ...options, log: false });
    assert.deepEqual(model.beyond, [{ x: 100, value: 80 }]);
  });

  it('lays seconds by the clock', () => {
    const s = series([1, 1, 1, 1], [], [500, 1500, 4500, 5500]);
    const seconds = secondsXAxis({ last: 4, width: 500 }, s, false);
    assert.equal(seconds.at(3), 4);
    assert.equal(seconds.pixelOf(3), 400);
    assert.equal(seconds.stepAt(400), 3);
    assert.equal(seconds.at(2.5), 2.5);
  });
});

describe('readings of the loss panel', () => {
  const shown = { head: head('fit', []), series: series([3, 2, NaN, 1]), readings: null };
  const value = (step: number) => lossReadings({ ...shown, step })[0]!.value;

  it('show the loss of the step, and NaN as such', () => {
    assert.equal(value(2), '2.00');
    assert.equal(value(3), 'NaN');
    assert.equal(value(9), '–');
  });

  it('show no loss of a bucket of many steps as the loss of one', () => {
    const long = { ...shown, series: { ...shown.series, size: 2 } };
    assert.equal(lossReadings({ ...long, step: 2 })[0]!.value, '–');
  });

  it('name the step of a value that is older than the step shown', () => {
    const metric = { name: 'acc', split: 'validation' as const, scope: 'epoch' as const };
    const [group] = metricGroups([{ ...metric, steps: Float64Array.of(10, 20), values: Float64Array.of(0.5, 0.6) }]);
    assert.equal(metricReadings(group!, 20)[0]!.name, 'validation');
    assert.equal(metricReadings(group!, 19)[0]!.name, 'validation, step 10');
    assert.equal(metricReadings(group!, 9)[0]!.value, '–');
    assert.deepEqual(metricAt(group!.validation, 1000), { step: 20, value: 0.6 });
  });
});
