/** Questions to the state that more than one panel asks. */
import type { CurvatureDetail, CurvatureSeries } from '../../src/protocol/curvature.js';
import { MARK, type StepReadings, type TrainingHead, type TrainingSeries } from '../../src/protocol/inspector.js';
import type { GradientPaths } from '../../src/protocol/lines.js';
import type { JacobianSeries } from '../../src/protocol/jacobianSeries.js';
import type { TermsSeries } from '../../src/protocol/terms.js';
import { axisLength, type StepAxis } from '../layout/stepAxis.js';
import { curvatureKey, pathsKey, readingsKey, type InspectorState } from './state.js';

export function shownTraining(state: InspectorState): TrainingHead | null {
  return state.run?.trainings.find((training) => training.id === state.selection.training) ?? null;
}

export function shownSeries(state: InspectorState): TrainingSeries | null {
  return state.series.get(state.selection.training) ?? null;
}

/** Closed steps recorded of a training. */
export function recordedSteps(state: InspectorState, training: number = state.selection.training): number {
  const head = state.run?.trainings.find((candidate) => candidate.id === training);
  return Math.max(head?.steps ?? 0, state.series.get(training)?.steps ?? 0);
}

/** The step whose readings are shown: the one under the cursor, else the scrubber's. 0: none yet. */
export function shownStep(state: InspectorState): number {
  return state.selection.cursor ?? state.selection.step;
}

export function stepAxis(state: InspectorState): StepAxis {
  const planned = shownTraining(state)?.planned.steps ?? null;
  const live = state.status?.live ?? false;
  return { last: axisLength(recordedSteps(state), planned, live), width: state.layout.plotWidth };
}

/** Exact readings of the step shown; null while they are on their way. */
export function shownReadings(state: InspectorState): StepReadings | null {
  return state.readings.get(readingsKey(state.selection.training, shownStep(state))) ?? null;
}

export function shownCurvature(state: InspectorState): CurvatureSeries | null {
  return state.curvature.get(state.selection.training) ?? null;
}

export function shownTerms(state: InspectorState): TermsSeries | null {
  return state.terms.get(state.selection.training) ?? null;
}

export function shownJacobian(state: InspectorState): JacobianSeries | null {
  return state.jacobian.get(state.selection.training) ?? null;
}

/** The newest step, up to the one shown, at which a spectrum, an anchor or what was asked for was measured; 0: none. */
export function curvatureStep(state: InspectorState): number {
  const { training } = state.selection;
  const curvature = shownCurvature(state);
  const shown = shownStep(state);
  let newest = 0;
  const take = (step: number | null) => {
    if (step !== null && step <= shown && step > newest) newest = step;
  };
  curvature?.spectra.forEach(take);
  curvature?.anchors.steps.forEach(take);
  curvature?.checkpoints.forEach(take);
  for (const asked of state.measuring.values()) if (asked.training === training) take(asked.step);
  return newest;
}

/** The detail of that step; the newest one before it while it is on its way. */
export function shownCurvatureDetail(state: InspectorState): CurvatureDetail | null {
  const { training } = state.selection;
  const own = state.curvatureDetails.get(curvatureKey(training, curvatureStep(state)));
  if (own) return own;
  const known = [...state.curvatureDetails.values()].filter((detail) => detail.training === training);
  const before = known.filter(({ step }) => step <= shownStep(state));
  return before.reduce<CurvatureDetail | null>(
    (newest, one) => (newest && newest.step > one.step ? newest : one),
    null,
  );
}

/** The way of the gradient at the step shown, else the newest before it that is known. */
export function shownPaths(state: InspectorState): GradientPaths | null {
  const { training } = state.selection;
  const shown = shownStep(state);
  const own = state.paths.get(pathsKey(training, shown));
  if (own) return own;
  const before = [...state.paths.values()].filter((paths) => paths.training === training && paths.step <= shown);
  return before.reduce<GradientPaths | null>((newest, one) => (newest && newest.step > one.step ? newest : one), null);
}

/** The bucket of a step in a series; -1 where the series does not reach it. */
export function bucketOf(series: TrainingSeries, step: number): number {
  const bucket = Math.floor((step - 1) / series.size);
  return step >= 1 && bucket < series.buckets ? bucket : -1;
}

/** First steps of epochs from the second on. */
export function epochStarts(series: TrainingSeries): { step: number; epoch: number }[] {
  const starts: { step: number; epoch: number }[] = [];
  let last = series.epoch[0] ?? NaN;
  for (let bucket = 1; bucket < series.buckets; bucket++) {
    const epoch = series.epoch[bucket]!;
    if (Number.isFinite(epoch) && epoch !== last && Number.isFinite(last))
      starts.push({ step: bucket * series.size + 1, epoch });
    if (Number.isFinite(epoch)) last = epoch;
  }
  return starts;
}

/** Loss at a step as the series knows it: exact where a bucket is one step, else the last of its bucket. Null: none. */
export function lossAt(state: InspectorState, step: number): number | null {
  const series = shownSeries(state);
  const exact = state.readings.get(readingsKey(state.selection.training, step))?.loss;
  if (exact !== undefined) return exact;
  const bucket = series ? bucketOf(series, step) : -1;
  if (!series || bucket < 0 || series.lossMark[bucket] === MARK.notMeasured) return null;
  return series.lossMark[bucket] === MARK.nonFinite ? NaN : series.lossLast[bucket]!;
}
