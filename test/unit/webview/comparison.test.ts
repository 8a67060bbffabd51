import assert from 'node:assert/strict';
import { packNumbers } from '../../../src/protocol/posts.js';
import { parseFromCompareView } from '../../../src/protocol/compareView.js';
import type { ComparedLine } from '../../../src/protocol/comparison.js';
import { axisTicks, comparisonAxis } from '../../../webview/comparison/comparisonAxis.js';
import { comparisonModel, quantitiesOf, valueBefore } from '../../../webview/comparison/comparisonModel.js';
import { comparisonReadings } from '../../../webview/comparison/comparisonReadings.js';
import { comparisonTable, differenceOf } from '../../../webview/comparison/comparisonWords.js';
import { lookOf } from '../../../webview/comparison/sideLooks.js';
import { parseComparison } from '../../../webview/comparison/validateComparison.js';
import { MOST_SIDES } from '../../../src/protocol/comparison.js';
import { madeUpComparison } from '../../e2e/inspector/madeUpComparison.js';

const comparison = madeUpComparison();
const { sides } = comparison;
const ALL = sides.map(() => true);
const look = { log: true, smooth: false, shown: ALL };

describe('the picture of a comparison', () => {
  it('has a chart for each quantity that a side has, and none for others', () => {
    assert.deepEqual(
      quantitiesOf(sides).map(({ title }) => title),
      ['Loss', 'Accuracy', 'Accuracy, validation', 'Gradient norm', 'λ1'],
    );
    const nothing = (line: ComparedLine) => ({ ...line, values: line.values.map(() => NaN), nonFinite: null });
    const without = sides.map((side) => ({ ...side, lambda: nothing(side.lambda), metrics: [] }));
    assert.deepEqual(
      quantitiesOf(without).map(({ title }) => title),
      ['Loss', 'Gradient norm'],
    );
  });

  it('draws each side at its own steps or seconds, on one axis that holds the longest', () => {
    const [loss] = quantitiesOf(sides);
    for (const unit of ['steps', 'seconds'] as const) {
      const axis = comparisonAxis(unit, sides);
      const { curves, range } = comparisonModel(loss!, axis, look);
      curves!.forEach(({ x, y }, i) => {
        assert.equal(x, sides[i]!.loss[unit]);
        assert.equal(y, sides[i]!.loss.values);
      });
      assert.ok(range.log);
      const end = unit === 'steps' ? 400.5 : Math.max(399 * 0.01, 299 * 0.02, 349 * 0.03);
      assert.ok(Math.abs(axis.span.to - end) < 1e-9);
    }
    const drawn = comparisonModel(loss!, comparisonAxis('steps', sides), { ...look, shown: [true, false, true] });
    assert.equal(drawn.curves!.length, 2);
  });

  it('refuses a log scale where a value is not above zero', () => {
    const [loss, , , , lambda] = quantitiesOf(sides);
    const axis = comparisonAxis('steps', sides);
    assert.ok(comparisonModel(loss!, axis, look).range.log);
    const negative = {
      ...lambda!,
      lines: lambda!.lines.map((line) => ({ ...line!, values: line!.values.map((v) => -v) })),
    };
    assert.equal(comparisonModel(negative, axis, look).range.log, false);
  });

  it('smooths over a thin raw line', () => {
    const [loss] = quantitiesOf(sides);
    const { curves } = comparisonModel(loss!, comparisonAxis('steps', sides), { ...look, smooth: true });
    assert.deepEqual(
      curves!.map(({ width }) => width),
      [0.75, 1.5, 0.75, 1.5, 0.75, 1.5],
    );
  });

  it('reads each side at the cursor, and says why there is no value', () => {
    const [loss] = quantitiesOf(sides);
    const axis = comparisonAxis('steps', sides);
    const at = (share: number | null, shown = ALL) =>
      comparisonReadings(loss!, sides, axis, shown, share).map(({ name, value, title }) => [name, value, title ?? '']);
    const share = (step: number) => (step - 0.5) / 400;
    const [head, a] = at(share(120));
    assert.deepEqual([head![0], a![2]], ['at step 120', 'step 120']);
    assert.equal(Number(a![1]), Number(sides[0]!.loss.values[119]!.toPrecision(3)));
    assert.deepEqual(at(share(320)).slice(2), [
      ['B', '–', 'it has 300 steps'],
      ['C', 'NaN', 'not finite since step 240'],
    ]);
    assert.equal(at(null)[0]![0], 'at the end');
    assert.equal(at(null, [false, true, false]).length, 2);
  });

  it('finds the last value at or before a place', () => {
    const axis = comparisonAxis('steps', sides);
    const { lambda } = sides[0]!;
    assert.equal(valueBefore(lambda, axis, 9.9), null);
    assert.equal(valueBefore(lambda, axis, 10)!.step, 10);
    assert.equal(valueBefore(lambda, axis, 19.9)!.step, 10);
    assert.equal(valueBefore(lambda, axis, 1e9)!.step, 400);
  });

  it('has the data in a table: every step of any side, or evenly spread ones, and the last', () => {
    const [loss, accuracy] = quantitiesOf(sides);
    const table = comparisonTable(accuracy!, sides);
    assert.deepEqual(table.columns, ['step', 'A', 'B', 'C']);
    assert.equal(table.rows.length, 16);
    assert.deepEqual(table.rows.at(-1)!.slice(2), ['–', '–']);
    const long = comparisonTable(loss!, sides);
    assert.ok(long.rows.length <= 201);
    assert.equal(long.rows.at(-1)![0], '400');
  });

  it('names what tells a side apart', () => {
    assert.equal(differenceOf(comparison.settings, 0), 'SGD, learningRate 0.05');
    assert.equal(differenceOf(comparison.settings, 2), 'Adam, learningRate 0.01, arguments --fast');
  });

  it('gives no two sides the same look', () => {
    const looks = Array.from({ length: MOST_SIDES }, (_, i) => JSON.stringify(lookOf(i)));
    assert.equal(new Set(looks).size, MOST_SIDES);
  });

  it('has round ticks that do not touch', () => {
    const ticks = axisTicks(comparisonAxis('steps', sides), 600);
    assert.deepEqual(
      ticks.map(({ text }) => text),
      ['0', '50', '100', '150', '200', '250', '300', '350', '400'],
    );
    ticks.slice(1).forEach(({ x }, i) => assert.ok(x - ticks[i]!.x >= 70));
  });
});

describe('the messages of a comparison', () => {
  it('are drawn where they are whole', () => {
    const message = { type: 'comparison', comparison };
    assert.equal(parseComparison(packNumbers(message))?.sides.length, 3);
    const broken: unknown[] = [
      null,
      { type: 'tune', comparison },
      { type: 'comparison', comparison: { ...comparison, sides: [{ ...sides[0], loss: null }] } },
      { type: 'comparison', comparison: { ...comparison, runs: [] } },
      { type: 'comparison', comparison: { ...comparison, settings: [{ name: 'x', values: [] }] } },
      {
        type: 'comparison',
        comparison: {
          ...comparison,
          sides: [{ ...sides[0], loss: { ...sides[0]!.loss, steps: new Float64Array(1) } }],
        },
      },
    ];
    for (const each of broken) assert.equal(parseComparison(each), null);
  });

  it('of the webview are checked', () => {
    const good = [
      { type: 'ready' },
      { type: 'refresh' },
      { type: 'openRun', run: 0 },
      { type: 'glossary', term: 'loss-by-step' },
    ];
    for (const message of good) assert.deepEqual(parseFromCompareView(message), message);
    const bad: unknown[] = [
      ...[
        undefined,
        null,
        'ready',
        {},
        { type: 'openRun' },
        { type: 'openRun', run: -1 },
        { type: 'openRun', run: 0.5 },
      ],
      ...[{ type: 'glossary', term: '../x' }, { type: 'glossary' }, { type: 'apply', value: 1 }],
    ];
    for (const message of bad) assert.equal(parseFromCompareView(message), undefined);
  });
});
