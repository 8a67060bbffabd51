import assert from 'node:assert/strict';
import type { CurvaturePoints } from '../../../../src/protocol/curvature.js';
import { CURVATURE_COLUMNS } from '../../../../src/protocol/curvature.js';
import { stepsXAxis } from '../../../../webview/charts/xAxis.js';
import { claimAt, claimText, curvatureSummary } from '../../../../webview/panels/curvature/claim.js';
import { ownLimit, withDensity, withLayers } from '../../../../webview/panels/curvature/detailParts.js';
import { historyOf, type CurvatureHistory } from '../../../../webview/panels/curvature/history.js';
import { parabolaPlaces } from '../../../../webview/panels/curvature/parabola.js';
import {
  alphaModel,
  among,
  ratioModel,
  trackModel,
  type Gaps,
} from '../../../../webview/panels/curvature/trackModel.js';
import { ratioReadings, trackReadings } from '../../../../webview/panels/curvature/trackReadings.js';
import { historyTable } from '../../../../webview/panels/curvature/curvatureWords.js';
import { curvatureDetailOf, madeUpCurvature, NO_CURVATURE } from '../../../e2e/inspector/madeUpCurvature.js';

type Row = Partial<Record<(typeof CURVATURE_COLUMNS)[number], number>> & { cold?: boolean };

function points(rows: Row[]): CurvaturePoints {
  const columns = CURVATURE_COLUMNS.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? NaN)]);
  return {
    ...(Object.fromEntries(columns) as Omit<CurvaturePoints, 'cold'>),
    cold: Uint8Array.from(rows, ({ cold }) => (cold ? 1 : 0)),
  };
}

function history(track: Row[], anchors: Row[] = []): CurvatureHistory {
  return historyOf({
    ...{ training: 0, rule: null, noLimit: null, spectra: new Float64Array(), checkpoints: new Float64Array() },
    ...{ notMeasured: [], refused: [] },
    track: points(track),
    anchors: points(anchors),
  });
}

const anchor = (step: number, lower: number, upper: number, cold: boolean): Row => ({
  ...{ steps: step, values: (lower + upper) / 2, residuals: 0.01, samples: 512, lower, upper, cold },
  ...{ limit: 10, held: (lower + upper) / 2, heldLower: lower, heldUpper: upper },
});
const tracked = (step: number, value: number): Row => ({
  ...{ steps: step, values: value, residuals: 0.1, samples: 64, limit: 10, held: value },
});

describe('claims about λ1 and the limit', () => {
  it('say above only by the lower end of the bracket', () => {
    const known = history([tracked(5, 99)], [anchor(5, 40.8, 60, false)]);
    assert.equal(claimText(claimAt(known, 5)!), 'at least 4.08 times the limit');
    assert.equal(claimAt(history([tracked(5, 99)], [anchor(5, 9.9, 60, true)]), 5)!.kind, 'open');
  });

  it('say below only after a cold check', () => {
    assert.equal(claimText(claimAt(history([], [anchor(5, 3, 6, true)]), 5)!), 'below the limit, at most 0.600 times');
    assert.equal(claimAt(history([], [anchor(5, 3, 6, false)]), 5)!.kind, 'notAbove');
    assert.equal(claimAt(history([], [anchor(5, 3, 10.1, true)]), 5)!.kind, 'open');
  });

  it('are not made from the track alone, nor before the first bracket', () => {
    const known = history([tracked(5, 99)], [anchor(8, 40, 60, true)]);
    assert.equal(claimAt(known, 7), null);
    assert.equal(curvatureSummary(known, 7, false), 'λ₁ 99.0 on 64 samples, step 5');
    assert.equal(curvatureSummary(known, 8, false), 'at least 4.00 times the limit');
    assert.equal(curvatureSummary(known, 9, true), '≥ 4.00 × limit, step 8');
    assert.equal(curvatureSummary(known, 4, false), null);
  });

  it('need a limit', () => {
    const known = history([], [{ ...anchor(5, 40, 60, true), limit: NaN }]);
    assert.equal(claimAt(known, 5), null);
    assert.equal(curvatureSummary(known, 5, false), 'λ₁ 40.0 to 60.0');
  });
});

const axis = stepsXAxis({ last: 100, width: 500 });
const around: Gaps = { notMeasured: [], leastGap: 1 };

describe('λ1 over the steps', () => {
  it('is a line with a gap where nothing was measured, never across it', () => {
    const known = history([10, 20, 30, 40].map((step) => tracked(step, step)));
    const model = trackModel(
      known,
      axis,
      { ...around, notMeasured: [{ from: 22, to: 28, why: 'over the budget' }] },
      '',
    );
    const track = model.curves!.find(({ role }) => role === 'data')!;
    assert.deepEqual(Array.from(track.y), [10, 20, NaN, 30, 40]);
    assert.deepEqual(model.notMeasured, [{ from: 21.5, to: 28.5 }]);
  });

  it('has a gap where the way to the next measurement is much longer than usual', () => {
    const known = history([2, 4, 6, 8, 30, 32, 34].map((step) => tracked(step, 1)));
    const track = trackModel(known, axis, around, '').curves!.at(-1)!;
    assert.equal(Array.from(track.y).filter(Number.isNaN).length, 1);
    assert.ok(Number.isNaN(track.y[4]!));
  });

  it('carries a limit that holds until it changes and to the last step', () => {
    const changed = history([tracked(10, 5), { ...tracked(40, 5), limit: 2 }]);
    const run = { epochs: [], nonFinite: [], end: 100.5 };
    const model = among(trackModel(changed, axis, around, 'limit, SGD: 2/η'), run);
    const limit = model.curves!.find(({ role }) => role === 'limit')!;
    assert.deepEqual([limit.stepped, limit.name], [true, 'limit, SGD: 2/η']);
    assert.deepEqual(
      [Array.from(limit.x), Array.from(limit.y)],
      [
        [10, 40, 100.5],
        [10, 2, 2],
      ],
    );
  });

  it('does not draw the limit of the preconditioned Hessian beside λ1 of the Hessian', () => {
    const adam = history([{ ...tracked(10, 5), held: 37, limit: 380 }]);
    assert.ok(trackModel(adam, axis, around, '').curves!.every(({ role }) => role !== 'limit'));
    assert.ok(ratioModel(adam, axis, around) !== null);
  });

  it('is linear where λ1 is not above zero', () => {
    assert.equal(trackModel(history([tracked(10, -1), tracked(20, 4)]), axis, around, '').range.log, false);
    assert.equal(trackModel(history([tracked(10, 1), tracked(20, 4)]), axis, around, '').range.log, true);
  });

  it('over the limit has its one line at 1, and a mark for what stands beyond', () => {
    const flat = Array.from({ length: 60 }, (_, i) => tracked(i + 1, 5));
    const model = ratioModel(history([...flat, tracked(70, 200)]), axis, around)!;
    assert.deepEqual(Array.from(model.curves![0]!.y), [1, 1]);
    assert.ok(model.range.max < 20);
    assert.deepEqual(model.beyond, [{ x: 70, value: 20 }]);
    assert.ok(ratioModel(history(flat.map((row) => ({ ...row, held: 0.01 }))), axis, around)!.range.max > 1);
    assert.equal(ratioModel(history([{ ...tracked(10, 1), limit: NaN }]), axis, around), null);
    // One value far above few others does not squeeze the line at 1 onto the foot.
    const sparse = [tracked(1, 500), ...[20, 30, 40, 50].map((step) => tracked(step, 3))];
    const first = ratioModel(history(sparse), axis, around)!;
    assert.ok(first.range.max <= 4);
    assert.deepEqual(first.beyond, [{ x: 1, value: 50 }]);
  });

  it('shows α of each step once, anchors before the track', () => {
    const known = history([{ ...tracked(5, 1), alpha: 0.3 }], [{ ...anchor(5, 1, 2, true), alpha: -0.2 }]);
    assert.deepEqual(Array.from(alphaModel(known, axis, around)!.curves![0]!.y), [-0.2]);
    assert.equal(alphaModel(history([tracked(5, 1)]), axis, around), null);
  });
});

describe('readings of the curvature', () => {
  const known = history([tracked(10, 39.8), tracked(240, 39.8)], [anchor(240, 27.2, 30.8, true)]);

  it('name the sample and the step of each number', () => {
    const texts = trackReadings(known, 241).map(({ name, value }) => `${name} ${value}`.trim());
    assert.deepEqual(texts, [
      '64 samples, step 240 39.8',
      'residual 0.100',
      '512 samples, step 240',
      'λ₁, residual 29.0, 0.0100',
      'bracket 27.2 to 30.8',
    ]);
  });

  it('keep the two errors apart: no number is written with both', () => {
    for (const { value } of trackReadings(known, 241)) assert.doesNotMatch(value, /±/);
  });

  it('are those at or before the step shown', () => {
    assert.deepEqual(
      trackReadings(known, 100).map(({ name }) => name),
      ['64 samples, step 10', 'residual'],
    );
    assert.deepEqual(trackReadings(known, 9), []);
  });

  it('leave the narrow layout the claim, not the ratio of few samples', () => {
    const shown = ratioReadings(known, 241).filter(({ minor }) => !minor);
    assert.deepEqual(
      shown.map(({ name, short, value }) => [name, short, value]),
      [['at least', 'step 240, at least', '2.72 times']],
    );
  });

  it('stand in a table with every bracket', () => {
    const { rows, current } = historyTable(historyOf(madeUpCurvature('full', 400, Infinity)), 241);
    assert.equal(rows.filter(([, samples]) => samples === '512').length, 10);
    assert.deepEqual(rows[current!]!.slice(0, 2), ['240', '512']);
  });
});

describe('what a detail holds', () => {
  it('comes from the newest measurement that has it', () => {
    const detail = curvatureDetailOf('full', 241);
    const later = { ...NO_CURVATURE, layers: [{ layer: 'a', value: 1, residual: 0 }] };
    const both = { ...detail, anchor: { step: 241, payload: later } };
    assert.equal(withLayers(both)!.step, 241);
    assert.equal(withDensity(both)!.step, 240);
  });

  it('has a limit on its own axis only where it is one of the same matrix', () => {
    assert.equal(ownLimit(curvatureDetailOf('full', 100).spectrum!.payload), 40);
    assert.equal(ownLimit(curvatureDetailOf('adam', 100).spectrum!.payload), null);
  });
});

describe('the parabola of an update', () => {
  it('has its minimum at 0, below start and landing', () => {
    for (const alpha of [-0.5, 0, 0.7, 1, 2.5, 40]) {
      const { start, landing, minimum } = parabolaPlaces(alpha, 500, 72);
      assert.ok(minimum.y >= start.y && minimum.y >= landing.y);
      assert.ok(landing.x >= 0 && landing.x <= 500);
    }
    const mirrored = parabolaPlaces(1, 500, 72);
    assert.equal(mirrored.landing.y, mirrored.start.y);
  });
});
