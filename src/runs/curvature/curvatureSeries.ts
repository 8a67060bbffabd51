/** The curvature of a training for the screen. */
import { CURVATURE_POINTS, type CurvaturePoints, type CurvatureSeries } from '../../protocol/curvature.js';
import { keepExtremes } from './keepExtremes.js';
import type { CurvatureIndex, CurvatureRow } from './curvatureIndex.js';

export function curvatureSeries(training: number, index: CurvatureIndex): CurvatureSeries {
  const measured = index.rows.filter(({ notMeasured }) => notMeasured === null);
  const newest = measured.findLast(({ rule, noLimit }) => rule !== null || noLimit !== null);
  return {
    training,
    track: points(measured.filter((row) => row.measured === 'track')),
    anchors: points(measured.filter((row) => row.measured !== 'track')),
    rule: newest?.rule ?? null,
    noLimit: newest?.noLimit ?? null,
    spectra: Float64Array.from(measured.filter(({ hasDensity }) => hasDensity).map(({ step }) => step)),
    notMeasured: spansWithout(index.rows),
    checkpoints: Float64Array.from(
      index.checkpoints.filter(({ payload }) => payload.file !== ''),
      ({ step }) => step,
    ),
    refused: index.lossProgram?.refused ?? [],
  };
}

function points(all: readonly CurvatureRow[]): CurvaturePoints {
  const rows = keepExtremes(all, CURVATURE_POINTS, [({ value }) => value, ({ held, limit }) => held / limit]);
  const column = (of: (row: CurvatureRow) => number) => Float64Array.from(rows, of);
  return {
    steps: column(({ step }) => step),
    values: column(({ value }) => value),
    residuals: column(({ residual }) => residual),
    samples: column(({ samples }) => samples),
    cold: Uint8Array.from(rows, ({ cold }) => Number(cold)),
    lower: column(({ lower }) => lower),
    upper: column(({ upper }) => upper),
    limit: column(({ limit }) => limit),
    held: column(({ held }) => held),
    heldLower: column(({ heldLower }) => heldLower),
    heldUpper: column(({ heldUpper }) => heldUpper),
    predicted: column(({ predicted }) => predicted),
    actual: column(({ actual }) => actual),
    alpha: column(({ alpha }) => alpha),
  };
}

/** A span ends where there is a number of the same kind again, or another reason. */
function spansWithout(rows: readonly CurvatureRow[]): CurvatureSeries['notMeasured'] {
  const spans: CurvatureSeries['notMeasured'] = [];
  const open = new Map<CurvatureRow['measured'], CurvatureSeries['notMeasured'][number]>();
  for (const { step, measured, notMeasured } of rows) {
    const last = open.get(measured);
    if (notMeasured === null) open.delete(measured);
    else if (last?.why === notMeasured) last.to = step;
    else {
      const span = { from: step, to: step, why: notMeasured };
      spans.push(span);
      open.set(measured, span);
    }
  }
  return spans;
}
