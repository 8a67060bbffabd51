import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MARK } from '../../../../src/protocol/inspector.js';
import { heatColumns, markRuns } from '../../../../webview/charts/heatColumns.js';

const { notMeasured, value, zero, nonFinite } = MARK;
const row = (marks: number[], norms = marks.map(() => 1)) => ({
  norms: Float32Array.from(norms),
  marks: Uint8Array.from(marks),
  offset: 0,
  buckets: marks.length,
});

describe('columns of the heat map', () => {
  it('show the largest norm of their buckets', () => {
    const buckets = fc.array(fc.tuple(fc.float({ min: 0, max: 100, noNaN: true }), fc.constant(value)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(buckets, fc.integer({ min: 1, max: 7 }), (list, perColumn) => {
        const norms = list.map(([norm]) => norm);
        const { values } = heatColumns(
          row(
            list.map(() => value),
            norms,
          ),
          perColumn,
          3,
        );
        values.forEach((largest, column) => {
          const own = norms.slice(column * perColumn, (column + 1) * perColumn);
          assert.equal(largest, Math.max(...own));
        });
      }),
      { seed: 1 },
    );
  });

  it('let NaN beat zero, zero beat a value, and a value beat what was not measured', () => {
    const best = (...marks: number[]) => heatColumns(row(marks), marks.length, 1).marks[0];
    assert.equal(best(notMeasured, value), value);
    assert.equal(best(value, zero, value), zero);
    assert.equal(best(zero, nonFinite, value), nonFinite);
    assert.equal(best(notMeasured, notMeasured), notMeasured);
  });

  it('lose no NaN in a run of 1e5 steps, and show it three columns wide', () => {
    const marks = Array<number>(100_000).fill(value);
    marks[54_321] = nonFinite;
    const out = heatColumns(row(marks), 100_000 / 530, 3).marks;
    assert.equal(out.filter((mark) => mark === nonFinite).length, 3);
    const at = out.indexOf(nonFinite);
    assert.ok(at <= 287 && at + 2 >= 287);
  });

  it('keep marks three columns wide at both edges', () => {
    const marks = [zero, ...Array<number>(50).fill(value), notMeasured];
    const out = [...heatColumns(row(marks), 1, 3).marks];
    assert.deepEqual(out.slice(0, 4), [zero, zero, zero, value]);
    assert.deepEqual(out.slice(-4), [value, notMeasured, notMeasured, notMeasured]);
  });

  it('never cover a stronger mark while widening', () => {
    const marks = [value, value, nonFinite, zero, notMeasured, value, value];
    const out = [...heatColumns(row(marks), 1, 3).marks];
    assert.equal(out.filter((mark) => mark === nonFinite).length, 3);
    assert.equal(out[4], zero);
  });

  it('repeat a bucket wider than a column, and widen nothing then', () => {
    const out = heatColumns(row([value, nonFinite], [7, 0]), 0.1, 3);
    assert.equal(out.marks.length, 20);
    assert.ok(out.values.slice(0, 10).every((v) => v === 7));
    assert.deepEqual(markRuns(out.marks), [
      [value, 0, 10],
      [nonFinite, 10, 20],
    ]);
  });

  it('read the row at its offset', () => {
    const two = { ...row([value, value, zero, zero]), offset: 2, buckets: 2 };
    assert.deepEqual([...heatColumns(two, 1, 1).marks], [zero, zero]);
  });
});
