/** The x axis of the loss panel: steps, epochs or seconds. Steps and epochs lie where every other panel has them. */
import type { TrainingSeries } from '../../src/protocol/inspector.js';
import { stepTicks, stepAtX, xOfStep, type StepAxis } from '../layout/stepAxis.js';
import type { Span } from './lineModel.js';
import { formatTick, niceNumber } from './valueRange.js';

export type XUnit = 'steps' | 'epochs' | 'seconds';

export interface XAxis {
  unit: XUnit;
  /** What both edges of the plot stand for. */
  span: Span;
  /** Position of a step (a fraction too) in units of the span. */
  at(step: number): number;
  /** Pixels from the plot's left edge. */
  pixelOf(step: number): number;
  stepAt(pixel: number): number;
  ticks: readonly { pixel: number; label: string }[];
}

export function stepsXAxis(axis: StepAxis): XAxis {
  return {
    unit: 'steps',
    span: { from: 0.5, to: axis.last + 0.5 },
    at: (step) => step,
    pixelOf: (step) => xOfStep(axis, step),
    stepAt: (pixel) => stepAtX(axis, pixel),
    ticks: stepTicks(axis).map(({ step, x }) => ({ pixel: x, label: String(step) })),
  };
}

/** Epochs are labelled where they begin. */
export function epochsXAxis(axis: StepAxis, starts: readonly { step: number; epoch: number }[], room = 48): XAxis {
  const ticks: { pixel: number; label: string }[] = [];
  for (const { step, epoch } of starts) {
    const pixel = xOfStep(axis, step - 0.5);
    if (ticks.length === 0 || pixel - ticks.at(-1)!.pixel >= room) ticks.push({ pixel, label: String(epoch) });
  }
  return { ...stepsXAxis(axis), unit: 'epochs', ticks };
}

/** Seconds since the first step ended. */
export function secondsXAxis(axis: StepAxis, series: TrainingSeries, live: boolean): XAxis {
  const { time, size, buckets } = series;
  const start = time[0] ?? 0;
  const lastSteps = Array.from({ length: buckets }, (_, b) => Math.min((b + 1) * size, series.steps));
  const secondsOf = (bucket: number) => (time[bucket]! - start) / 1000;
  const end = buckets > 0 ? secondsOf(buckets - 1) : 0;
  const to = live ? niceNumber(Math.max(end * 1.02, 1), 'up') : Math.max(end, 1e-3);
  const at = (step: number) => interpolate(step, lastSteps, secondsOf);
  const perSecond = axis.width / to;
  const tick = niceNumber(72 / perSecond, 'up');
  const ticks = [];
  for (let i = 0; i * tick <= to; i++) ticks.push({ pixel: i * tick * perSecond, label: `${formatTick(i * tick)} s` });
  return {
    unit: 'seconds',
    span: { from: 0, to },
    at,
    pixelOf: (step) => at(step) * perSecond,
    stepAt: (pixel) => stepOfSecond(pixel / perSecond, lastSteps, secondsOf),
    ticks,
  };
}

function interpolate(step: number, steps: readonly number[], secondsOf: (bucket: number) => number): number {
  if (steps.length === 0) return 0;
  const after = lowerBound(steps.length, (i) => steps[i]! >= step);
  if (after >= steps.length) return secondsOf(steps.length - 1);
  if (after === 0) return secondsOf(0);
  const [left, right] = [steps[after - 1]!, steps[after]!];
  const share = (step - left) / (right - left || 1);
  return secondsOf(after - 1) + share * (secondsOf(after) - secondsOf(after - 1));
}

function stepOfSecond(second: number, steps: readonly number[], secondsOf: (bucket: number) => number): number {
  const after = Math.min(
    steps.length - 1,
    lowerBound(steps.length, (i) => secondsOf(i) >= second),
  );
  if (after <= 0) return steps[0] ?? 1;
  const [left, right] = [secondsOf(after - 1), secondsOf(after)];
  const share = right > left ? (second - left) / (right - left) : 1;
  return Math.round(steps[after - 1]! + share * (steps[after]! - steps[after - 1]!));
}

/** The first index of 0 … length − 1 for which it holds, else length. */
function lowerBound(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
