/** Opens, measures and closes steps, whichever way their training was found. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Moments, StatisticsReader } from '../probes/statistics/reader.js';
import { HISTOGRAM_BINS, VARIABLE_STATE, type StepPayload } from '../protocol/records.js';
import {
  clearUnmeasured,
  gradientColumns,
  mirrorHistogram,
  negated,
  norm,
  normColumns,
  variableStatistics,
  weightColumns,
  type Measured,
} from './measure.js';
import { penaltyValues } from './penalties.js';
import type { MeasurePlan, StepExtras, StepSink } from './sink.js';
import type { OwnTime } from './ownTime.js';
import { spareHistograms } from './spareHistograms.js';
import { meanLoss, type OpenStep, type Training, type TrainingBook } from './training.js';

const EVERYTHING: MeasurePlan = { statistics: true, histograms: true };
const THINNED = new Float32Array(0);

export interface StepRecorder {
  open(size: number, training: Training | null): OpenStep;
  /** The same, of a closed step of as many variables: nothing is known of it any more. */
  reopen(step: OpenStep, training: Training | null): void;
  /** Runs `work` as measuring: hooks it sets off are ignored. */
  measuring<R>(work: () => R): R;
  /** Whether the hooks are being called by measuring itself. */
  busy(): boolean;
  gradients(step: OpenStep, tensors: readonly (Tensor | null | undefined)[]): void;
  /**
   * Statistics of after − before, and of the weights after, at row `index`. `implied`: the gradient shown is to be the one
   * that the update implies.
   */
  update(step: OpenStep, index: number, before: Tensor, after: Tensor, implied?: boolean): void;
  /** Weights before the first update of a step: terms, and what a condition may ask for. */
  beforeUpdate(step: OpenStep, training: Training, weights: readonly Tensor[], learningRate: number | null): void;
  /** The gradient that the update implies, −Δw, where the one applied was not seen. */
  implyGradients(step: OpenStep): void;
  /** The number in a tensor of one element; null where there are more, or it cannot be read now. */
  scalar(tensor: Tensor): number | null;
  /** Room for one more variable. */
  grow(step: OpenStep): void;
  /** Measures what close does now, and returns what writes the step later. */
  hold(
    step: OpenStep,
    training: Training,
    weights: readonly Tensor[],
    learningRate: number | null,
    rawNorms: Float64Array | null,
  ): () => void;
  /** `rawNorms`: norms that the gradient calls returned, where they are not of the gradient shown. */
  close(
    step: OpenStep,
    training: Training,
    weights: readonly Tensor[],
    learningRate: number | null,
    rawNorms: Float64Array | null,
  ): void;
}

export function stepRecorder(
  options: { sink: StepSink; reader(): StatisticsReader; now(): number },
  time: OwnTime,
  book: TrainingBook,
): StepRecorder {
  const { sink } = options;
  const spare = spareHistograms();
  let depth = 0;
  let charged = 0;

  function measuring<R>(work: () => R): R {
    time.begin();
    depth++;
    try {
      return work();
    } finally {
      depth--;
      time.end();
    }
  }

  /** A backend that cannot be read now leaves the rows unmeasured: the program's step goes on. */
  function measure(
    tensors: readonly (Tensor | null | undefined)[],
    rows: (Moments | null)[],
    histogram: Uint32Array | null,
  ): void {
    try {
      const reader = options.reader();
      for (let row = 0; row < tensors.length; row++) {
        const tensor = tensors[row];
        if (tensor && !tensor.isDisposed) rows[row] = reader.measure(tensor, histogram, row);
      }
    } catch {
      tensors.forEach((tensor, at) => {
        if (tensor && !tensor.isDisposed) rows[at] = null;
      });
    }
  }

  function weightsOf(weights: readonly Tensor[]): Measured {
    const rows: Measured = weights.map(() => null);
    measure(weights, rows, null);
    return rows;
  }

  const planOf = (training: Training | null) => (training ? sink.plan(training.id) : EVERYTHING);

  return {
    open(size, training) {
      const plan = planOf(training);
      const none = () => new Array<null>(size).fill(null);
      const histogram = plan.histograms ? spare.take(size) : null;
      const rows = { gradient: none(), update: none(), difference: none(), weight: none() };
      return { plan, losses: [], ...rows, unread: new Set(), histogram, terms: null };
    },
    reopen(step, training) {
      step.plan = planOf(training);
      step.losses.length = 0;
      for (const rows of [step.gradient, step.update, step.difference, step.weight]) rows.fill(null);
      step.unread.clear();
      step.histogram = step.plan.histograms ? spare.take(step.gradient.length) : null;
      step.terms = null;
    },
    measuring,
    busy: () => depth > 0,
    gradients(step, tensors) {
      measuring(() => {
        measure(tensors, step.gradient, step.histogram?.gradient ?? null);
        tensors.forEach((tensor, row) => {
          if (tensor && !step.gradient[row]) step.unread.add(row);
          else step.unread.delete(row);
        });
      });
    },
    update(step, index, before, after, implied = false) {
      measuring(() => {
        try {
          const reader = options.reader();
          // First: measuring the update makes the values after it the ones of now.
          const difference = implied ? reader.measureDifference(before, after) : null;
          const { update, weight } = reader.measureUpdate(before, after, step.histogram, index);
          step.difference[index] = difference;
          step.update[index] = update;
          step.weight[index] = { dataId: after.dataId, statistics: weight };
        } catch {
          step.difference[index] = step.update[index] = step.weight[index] = null;
        }
      });
    },
    beforeUpdate(step, training, weights, learningRate) {
      if (training.penalties.length > 0) {
        step.terms = measuring(() => penaltyValues(training.penalties, weights, training.weight ?? weightsOf(weights)));
      }
      const isBroken = (loss: number | null) => loss !== null && !Number.isFinite(loss);
      const inGradient = () => step.gradient.some((row) => row !== null && row.nan + row.inf > 0);
      const broken = step.losses.some(isBroken) ? 'loss' : inGradient() ? 'gradient' : null;
      const measured = () => {
        const weight = measuring(() => weightsOf(weights));
        return {
          loss: meanLoss(step.losses),
          epoch: training.epoch,
          learningRate,
          variables: training.payload.variables.map(({ name }, row) => ({
            name,
            gradient: step.gradient[row] ? variableStatistics(step.gradient[row]) : null,
            weight: weight[row] ? variableStatistics(weight[row]) : null,
            update: training.update[row] ?? null,
          })),
        };
      };
      sink.beforeUpdate(training.id, training.step + 1, measured, broken);
    },
    implyGradients(step) {
      step.gradient = step.difference.map((statistics) => statistics && negated(statistics));
      const { histogram } = step;
      if (histogram) step.update.forEach((_, row) => mirrorHistogram(histogram.update, histogram.gradient, row));
    },
    scalar: (tensor) =>
      measuring(() => {
        try {
          return tensor.size === 1 ? tensor.dataSync()[0]! : null;
        } catch {
          return null;
        }
      }),
    grow(step) {
      step.gradient.push(null);
      step.update.push(null);
      step.difference.push(null);
      step.weight.push(null);
      const { histogram } = step;
      if (!histogram) return;
      for (const key of ['gradient', 'update', 'weight'] as const) {
        const longer = new Uint32Array(step.gradient.length * HISTOGRAM_BINS);
        longer.set(histogram[key]);
        histogram[key] = longer;
      }
    },
    hold,
    close(...args) {
      const [, training, weights, learningRate] = args;
      const { optimizer, payload, midUpdate } = training;
      hold(...args)(payload.found === 'variables' ? { weights, optimizer, midUpdate, learningRate } : null);
    },
  };

  function hold(...[step, training, weights, learningRate, rawNorms]: Parameters<StepRecorder['hold']>) {
    // Measured with their update, unless the program has assigned them again since.
    const weight: (Moments | null)[] = weights.map(({ dataId }, row) => {
      const known = step.weight[row];
      return known?.dataId === dataId ? known.statistics : null;
    });
    if (weight.includes(null)) {
      const left = weights.map((tensor, row) => (weight[row] ? null : tensor));
      measuring(() => {
        measure(left, weight, step.histogram?.weight ?? null);
      });
    }
    training.weight = weight;
    training.update = step.update.map((update, row) => {
      if (!update || !weight[row]) return null;
      return { norm: norm(update), ratio: norm(update) / norm(weight[row]) };
    });
    return (updated: StepExtras['updated'] = null) => {
      training.step++;
      book.latest = training;
      if (step.histogram) {
        clearUnmeasured(step.histogram.gradient, step.gradient);
        clearUnmeasured(step.histogram.update, step.update);
        clearUnmeasured(step.histogram.weight, weight);
      }
      const payload = payloadOf(step, training, weight, learningRate);
      if (rawNorms) payload.rawNorms = rawNorms;
      sink.step(training.id, training.step, payload, {
        histogram: step.histogram,
        terms: step.terms && { values: step.terms },
        updated,
      });
      if (step.histogram) spare.giveBack(step.histogram);
    };
  }

  function payloadOf(
    step: OpenStep,
    training: Training,
    weight: (Moments | null)[],
    learningRate: number | null,
  ): StepPayload {
    const { measured, noGradient, notMeasured } = VARIABLE_STATE;
    const state = new Uint8Array(step.gradient.length);
    for (let row = 0; row < state.length; row++) {
      if (step.gradient[row]) state[row] = measured;
      else state[row] = step.unread.has(row) ? notMeasured : noGradient;
    }
    const before = charged;
    charged = time.total();
    return {
      time: options.now(),
      cost: charged - before,
      loss: meanLoss(step.losses),
      learningRate,
      epoch: training.epoch,
      microBatches: step.losses.length,
      norms: normColumns(step.gradient, weight, step.update),
      gradient: step.plan.statistics ? gradientColumns(step.gradient) : THINNED,
      weight: step.plan.statistics ? weightColumns(weight) : THINNED,
      state,
    };
  }
}
