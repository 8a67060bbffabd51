/** Models that are trained by fit, fitDataset or trainOnBatch: the user's line, epochs, metrics. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { MetricPayload, TrainingPayload } from '../protocol/records.js';
import type { CallSite, CallSiteReader } from './callSite.js';
import { replaceMethod } from './engine.js';
import type { OptimizerObject } from './optimizers.js';
import type { Training } from './training.js';

/** One call that trains a model. */
export interface FitContext {
  readonly model: ModelObject;
  readonly site: CallSite | null;
  /** All weights of the model, also those that are not trained. */
  weights(): Variable[];
  /** A step of this training starts. */
  stepOf(training: Training): void;
}

export interface ModelObject {
  optimizer_?: OptimizerObject;
  history?: object;
  weights: { val?: Variable }[];
  isTraining?: boolean;
  metricsNames?: string[];
  getDedupedMetricsNames?(): string[];
  makeTrainFunction(): (data: Tensor[]) => Tensor[];
  fit(...args: unknown[]): unknown;
  fitDataset(...args: unknown[]): unknown;
  trainOnBatch(...args: unknown[]): unknown;
  evaluate(...args: unknown[]): Tensor | Tensor[];
}

interface HistoryObject {
  params?: { epochs?: number; initialEpoch?: number; samples?: number; steps?: number; batchSize?: number };
  onTrainBegin(logs?: unknown): Promise<void>;
  onEpochBegin(epoch: number, logs?: unknown): Promise<void>;
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
}
type Logs = Record<string, number | Tensor>;

/** What is known of a running call. */
interface RunningFit extends FitContext {
  training: Training | null;
  planned: TrainingPayload['planned'] | null;
  /** Epochs that earlier calls of the same training ran. */
  epochsBefore: number;
  epoch: number | null;
}

export interface ModelEvents {
  readSite: CallSiteReader;
  /** The value of a scalar, without a trace in the program. */
  read(tensor: Tensor): number | null;
  metric(training: Training | null, payload: MetricPayload): void;
  /** More is known of a training. */
  announce(training: Training): void;
  watchOptimizer(optimizer: OptimizerObject): void;
}

export interface ModelWatch {
  /** The call whose batch is being trained on now. */
  current(): FitContext | null;
  watchModels(prototype: ModelObject): void;
  watchHistory(prototype: HistoryObject): void;
}

export function modelWatch(events: ModelEvents): ModelWatch {
  const fits = new WeakMap<ModelObject, RunningFit>();
  const histories = new WeakMap<object, RunningFit>();
  /** Calls that have not come to their first epoch. */
  const starting = new Set<RunningFit>();
  const trainingOf = new WeakMap<ModelObject, Training>();
  let batch: RunningFit | null = null;

  function begin(model: ModelObject, site: CallSite | null): RunningFit {
    const fit: RunningFit = {
      ...{ model, site, training: null, planned: null, epochsBefore: 0, epoch: null },
      weights: () => model.weights.flatMap(({ val }) => (val ? [val] : [])),
      stepOf(training) {
        if (fit.training !== training) {
          fit.epochsBefore = fit.planned && isContinued(fit) ? (training.epoch ?? 0) : 0;
          fit.training = training;
          trainingOf.set(model, training);
          announcePlan(fit);
        }
        training.epoch = fit.epoch === null ? null : fit.epochsBefore + fit.epoch;
      },
    };
    fits.set(model, fit);
    return fit;
  }

  /** A later call on the same line counts its epochs on, unless the program says where it starts. */
  function isContinued(fit: RunningFit): boolean {
    return fit.epoch === 1;
  }

  function announcePlan(fit: RunningFit): void {
    const { training, planned } = fit;
    if (!training || !planned) return;
    const add = (before: number, more: number | null) => (more === null ? null : before + more);
    training.payload = {
      ...training.payload,
      planned: {
        steps: add(training.step, planned.steps),
        epochs: add(fit.epochsBefore, planned.epochs),
        stepsPerEpoch: planned.stepsPerEpoch,
      },
    };
    events.announce(training);
  }

  function report(training: Training | null, logs: Logs, epoch: number | null, scope: MetricPayload['scope']): void {
    for (const [key, logged] of Object.entries(logs)) {
      const value = typeof logged === 'number' ? logged : events.read(logged);
      if (value === null) continue;
      const validation = key.startsWith('val_');
      const name = validation ? key.slice(4) : key;
      events.metric(training, { name, split: validation ? 'validation' : 'train', value, epoch, scope });
    }
  }

  const labels = (model: ModelObject) => model.getDedupedMetricsNames?.() ?? model.metricsNames ?? [];

  function trainBatch(fit: RunningFit, run: () => Tensor[]): Tensor[] {
    const outer = batch;
    batch = fit;
    let outputs: Tensor[];
    try {
      outputs = run();
    } finally {
      batch = outer;
    }
    const metrics = labels(fit.model).map((name, i): [string, Tensor | undefined] => [name, outputs[i]]);
    // The loss of a batch is the loss of its step.
    const logs = metrics.filter((entry): entry is [string, Tensor] => entry[0] !== 'loss' && entry[1] !== undefined);
    report(fit.training, Object.fromEntries(logs), fit.training?.epoch ?? null, 'batch');
    return outputs;
  }

  return {
    current: () => batch,
    watchModels(prototype) {
      for (const name of ['fit', 'fitDataset', 'trainOnBatch'] as const) {
        replaceMethod(prototype, name, (original) => {
          const hook = function (this: ModelObject, ...args: unknown[]) {
            if (!this.isTraining) {
              const fit = begin(this, events.readSite.direct(hook, name));
              for (const other of starting) if (other.model === this) starting.delete(other);
              if (name !== 'trainOnBatch') starting.add(fit);
            }
            return original.apply(this, args);
          };
          return hook;
        });
      }
      replaceMethod(prototype, 'makeTrainFunction', (original) => {
        return function (this: ModelObject) {
          const train = original.call(this);
          const fit = fits.get(this);
          if (this.optimizer_) events.watchOptimizer(this.optimizer_);
          return fit ? (data) => trainBatch(fit, () => train(data)) : train;
        };
      });
      replaceMethod(prototype, 'evaluate', (original) => {
        return function (this: ModelObject, ...args) {
          const outputs = original.apply(this, args);
          // During a fit these are its validation, reported with the epoch.
          if (!this.isTraining) {
            const list = Array.isArray(outputs) ? outputs : [outputs];
            const logs = (this.metricsNames ?? []).map((name, i): [string, Tensor] => [`val_${name}`, list[i]!]);
            const training = trainingOf.get(this) ?? null;
            report(training, Object.fromEntries(logs), training?.epoch ?? null, 'epoch');
          }
          return outputs;
        };
      });
    },
    watchHistory(prototype) {
      replaceMethod(prototype, 'onTrainBegin', (original) => {
        return function (this: HistoryObject, logs) {
          const fit = [...starting].find(({ model }) => model.history === this);
          if (fit) {
            starting.delete(fit);
            histories.set(this, fit);
            fit.planned = planOf(this.params ?? {});
          }
          return original.call(this, logs);
        };
      });
      replaceMethod(prototype, 'onEpochBegin', (original) => {
        return function (this: HistoryObject, epoch, logs) {
          const fit = histories.get(this);
          if (fit) fit.epoch = epoch + 1;
          return original.call(this, epoch, logs);
        };
      });
      replaceMethod(prototype, 'onEpochEnd', (original) => {
        return function (this: HistoryObject, epoch, logs) {
          const fit = histories.get(this);
          if (fit && logs) report(fit.training, logs, fit.epochsBefore + epoch + 1, 'epoch');
          return original.call(this, epoch, logs);
        };
      });
    },
  };
}

function planOf(params: NonNullable<HistoryObject['params']>): TrainingPayload['planned'] {
  const { epochs = null, initialEpoch, samples, steps, batchSize } = params;
  const batches = steps ?? (samples && batchSize ? Math.ceil(samples / batchSize) : null);
  const stepsPerEpoch = batches !== null && Number.isFinite(batches) && batches > 0 ? batches : null;
  const total = epochs !== null && stepsPerEpoch !== null ? (epochs - (initialEpoch ?? 0)) * stepsPerEpoch : null;
  return { steps: total, epochs, stepsPerEpoch };
}
