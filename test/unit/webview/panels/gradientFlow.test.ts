import assert from 'node:assert/strict';
import { MARK, type StepReadings, type TrainingSeries } from '../../../../src/protocol/inspector.js';
import type { VariableInfo } from '../../../../src/protocol/records.js';
import { blocksOf } from '../../../../webview/panels/gradientFlow/blocks.js';
import { flowItems, layersOf, shortLayer } from '../../../../webview/panels/gradientFlow/flowItems.js';
import {
  blockReading,
  flowReading,
  isUsual,
  stripPlace,
} from '../../../../webview/panels/gradientFlow/flowReadings.js';
import { blockRow, heatValues, variableRow } from '../../../../webview/panels/gradientFlow/heatRows.js';
import { rowWindow } from '../../../../webview/panels/gradientFlow/rowWindow.js';

const variable = (name: string, layer: string | null): VariableInfo => ({
  name,
  layer,
  shape: [2],
  parameters: 2,
  file: null,
  line: null,
});
const two = (layer: string) => [variable(`${layer}/kernel`, layer), variable(`${layer}/bias`, layer)];

describe('rows of the gradient flow', () => {
  it('name a layer once, its variables below, in forward order', () => {
    const layers = layersOf([...two('conv1'), ...two('dense_Dense1')]);
    const items = flowItems(layers, false, () => false, null);
    assert.deepEqual(
      items.map((item) => item.kind === 'variable' && [item.layer.short, item.name, item.first]),
      [
        ['conv1', 'kernel', true],
        ['conv1', 'bias', false],
        ['Dense1', 'kernel', true],
        ['Dense1', 'bias', false],
      ],
    );
  });

  it('keep variables without a layer apart', () => {
    const layers = layersOf([variable('w1', null), variable('w2', null)]);
    assert.deepEqual(
      layers.map(({ name, variables }) => [name, variables.length]),
      [
        ['w1', 1],
        ['w2', 1],
      ],
    );
  });

  it('put the detail below the opened row', () => {
    const items = flowItems(layersOf(two('conv1')), false, () => false, 0);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['variable', 'detail', 'variable'],
    );
  });

  it('are grouped by block when there are more than 24', () => {
    const names = Array.from({ length: 20 }, (_, i) => [`block_${1 + (i >> 2)}_conv${i}`]).flat();
    const layers = layersOf(names.flatMap(two));
    const closed = flowItems(layers, false, () => false, null);
    assert.deepEqual(
      closed.map((item) => item.kind === 'block' && [item.name, item.variables.length]),
      [1, 2, 3, 4, 5].map((n) => [`block_${n}`, 8]),
    );
    const opened = flowItems(layers, false, () => false, 9);
    assert.equal(opened.filter((item) => item.kind === 'variable').length, 8, 'the block of the opened row unfolds');
    const inside = opened.find((item) => item.kind === 'variable');
    assert.equal(inside?.layer.short, 'conv4', 'the name of the block is not repeated');
  });

  it('are grouped by path, or by neighbourhood where names say nothing', () => {
    const paths = ['enc/l0/a', 'enc/l0/b', 'enc/l1/a', 'enc/l1/b'];
    assert.deepEqual(
      blocksOf(paths).map(({ name }) => name),
      ['enc/l0', 'enc/l1'],
    );
    const plain = Array.from({ length: 40 }, (_, i) => `Dense${i}x`);
    const blocks = blocksOf(plain);
    assert.ok(blocks.length >= 2 && blocks.length <= 24);
    assert.deepEqual(
      blocks.flatMap(({ layers }) => layers),
      plain.map((_, i) => i),
      'every layer in one block, in order',
    );
  });

  it('shorten the names that TensorFlow.js gives', () => {
    assert.equal(shortLayer('batch_normalization_BatchNormalization1'), 'BatchNormalization1');
    assert.equal(shortLayer('conv1'), 'conv1');
  });

  it('are drawn near the screen only', () => {
    const heights = Array<number>(1000).fill(20);
    const seen = rowWindow(heights, -5000, 600, 200);
    assert.deepEqual(seen, { first: 240, last: 290, before: 4800, after: 14200 });
    assert.equal(seen.before + seen.after + (seen.last - seen.first) * 20, 20_000, 'the list keeps its height');
  });
});

function series(norms: number[][], marks: number[][], ratios = norms): TrainingSeries {
  const buckets = norms[0]!.length;
  const none = new Float64Array(buckets);
  return {
    training: 0,
    steps: buckets,
    size: 1,
    firstBucket: 0,
    buckets,
    lossMin: none,
    lossMax: none,
    lossLast: none,
    lossMark: new Uint8Array(buckets),
    time: none,
    epoch: none,
    learningRate: none,
    gradientNorm: Float32Array.from(norms.flat()),
    gradientMark: Uint8Array.from(marks.flat()),
    updateRatio: Float32Array.from(ratios.flat()),
    ranges: { norm: { low: -3, high: 1 }, ratio: { low: -6, high: 0 } },
    terms: new Float64Array(),
    metrics: [],
  };
}

describe('a block of the heat map', () => {
  const { notMeasured, value, zero, nonFinite } = MARK;
  const s = series(
    [
      [1, 0, 0, NaN, NaN],
      [3, 2, 0, 5, NaN],
    ],
    [
      [value, zero, zero, nonFinite, notMeasured],
      [value, value, zero, value, notMeasured],
    ],
  );
  const row = blockRow(heatValues(s, 'norm'), [0, 1]);

  it('shows its largest norm; NaN of any, zero of all', () => {
    assert.deepEqual([...row.marks], [value, value, zero, nonFinite, notMeasured]);
    assert.deepEqual([...row.norms].slice(0, 2), [3, 2]);
  });

  it('leaves a row of a single variable where it is', () => {
    const own = variableRow(heatValues(s, 'norm'), 1);
    assert.equal(own.norms[own.offset], 3);
  });

  it('marks update ratios that were not measured', () => {
    const ratios = series([[1, 1, 1, 1]], [[value, value, zero, nonFinite]], [[0.01, NaN, 0, NaN]]);
    assert.deepEqual([...heatValues(ratios, 'ratio').marks], [value, notMeasured, zero, nonFinite]);
  });
});

describe('numbers beside the heat map', () => {
  const s = series(
    [[3.91, NaN, 0, NaN]],
    [[MARK.value, MARK.nonFinite, MARK.zero, MARK.notMeasured]],
    [[0.331, NaN, 0, NaN]],
  );
  const text = (step: number) => flowReading(0, null, s, step).normText;

  it('are those of the step, NaN and zero as such', () => {
    assert.deepEqual([1, 2, 3, 4].map(text), ['3.91', 'NaN', '0', '–']);
  });

  it('prefer the exact reading', () => {
    const exact = { variables: [{ gradientNorm: 4.25, updateRatio: null }] } as unknown as StepReadings;
    const reading = flowReading(0, exact, s, 1);
    assert.deepEqual([reading.normText, reading.ratioText], ['4.25', '–']);
  });

  it('are bounds while the exact number of a long run is on its way', () => {
    assert.equal(flowReading(0, null, { ...s, size: 32 }, 5).normText, '≤ 3.91');
  });

  it('give a block its largest, and NaN when it has one', () => {
    const of = (...steps: number[]) => blockReading(steps.map((step) => flowReading(0, null, s, step))).normText;
    assert.equal(of(1, 3, 4), '3.91');
    assert.equal(of(1, 2), 'NaN');
    assert.equal(of(4), '–');
  });

  it('stand on a strip from 1e-6 to 1', () => {
    assert.deepEqual([1e-6, 1e-3, 1, 5, 1e-9].map(stripPlace), [0, 0.5, 1, 1, 0]);
    assert.ok(isUsual(1e-3) && !isUsual(0.02) && !isUsual(1e-5));
  });
});
