/**
 * All trainings of a run on one line, in the order in which their steps were closed. A position counts the steps of all
 * trainings up to a moment: trainings one after the other lie side by side, those that take turns are interleaved.
 * Times are known at the ends of buckets; between them steps are taken to be evenly spaced.
 */
import type { TrainingSeries } from '../../src/protocol/inspector.js';

export interface RunOrder {
  /** Number of steps of all trainings. */
  length: number;
  /** From 1. */
  positionOf(training: number, step: number): number;
  /**
   * The step at a position: of the preferred training where it takes turns with others around there, else of the one
   * that was under way.
   */
  at(position: number, preferred: number): { training: number; step: number };
  spans(): TrainingSpan[];
}

export interface TrainingSpan {
  training: number;
  /** Positions of its first and last step. */
  first: number;
  last: number;
  steps: number;
}

export function runOrder(all: readonly TrainingSeries[]): RunOrder {
  const trainings = all.filter((series) => series.steps > 0);
  const length = trainings.reduce((sum, series) => sum + series.steps, 0);

  function positionOf(training: number, step: number): number {
    const series = trainings.find((candidate) => candidate.training === training);
    if (!series) return 0;
    const time = timeOf(series, step);
    let position = step;
    for (const other of trainings) if (other !== series) position += stepsUntil(other, time, other.training < training);
    return position;
  }

  /** The last step of a training that is not after the position; 0: it starts later. */
  function lastUpTo(series: TrainingSeries, position: number): number {
    let [low, high] = [0, series.steps];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (positionOf(series.training, middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** How far from a step of a training that takes turns its neighbours of other trainings count as the same place. */
  function reach(series: TrainingSeries): number {
    const alone = positionOf(series.training, series.steps) - positionOf(series.training, 1) === series.steps - 1;
    return alone ? 0 : 2 * trainings.length * series.size;
  }

  return {
    length,
    positionOf,
    spans: () =>
      trainings.map(({ training, steps }) => ({
        training,
        first: positionOf(training, 1),
        last: positionOf(training, steps),
        steps,
      })),
    at(position, preferred) {
      let best = { training: preferred, step: 1, distance: Infinity };
      for (const series of trainings) {
        const step = Math.max(lastUpTo(series, position), 1);
        const distance = Math.abs(position - positionOf(series.training, step));
        const near = series.training === preferred && distance <= reach(series);
        if (near || distance < best.distance) best = { training: series.training, step, distance };
        if (near) break;
      }
      return { training: best.training, step: best.step };
    },
  };
}

/** When a step closed, in milliseconds. */
function timeOf(series: TrainingSeries, step: number): number {
  const bucket = Math.min(Math.floor((step - 1) / series.size), series.buckets - 1);
  const end = series.time[bucket] ?? 0;
  const before = bucket > 0 ? series.time[bucket - 1]! : end;
  const last = Math.min((bucket + 1) * series.size, series.steps);
  const first = bucket * series.size;
  return before + ((end - before) * (step - first)) / Math.max(last - first, 1);
}

/** Steps of a training closed up to a moment; at the same moment, `inclusive` decides. */
function stepsUntil(series: TrainingSeries, time: number, inclusive: boolean): number {
  let [low, high] = [0, series.steps];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const closed = timeOf(series, middle);
    if (closed < time || (inclusive && closed === time)) low = middle;
    else high = middle - 1;
  }
  return low;
}
