/** The models of a tuned program: `fit` without a fold of its data, and what `fit`, `fitDataset` and `evaluate` report. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { replaceMethod } from '../../instrument/engine.js';
import { makeFolds, rowsOutside } from '../../regularization/lambda/folds.js';
import type { TuneJobSettings } from '../../protocol/tune.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { foldTooSmall } from '../../protocol/tuneErrors.js';
import { coefficientsOf, type LayeredModel } from './linearModel.js';
import { readScalars, type Reported } from './reported.js';
import { disposeData, samplesOf, takeRows, type Data } from './splitData.js';

interface FitArguments {
  batchSize?: number;
  validationData?: unknown;
  validationSplit?: number;
}
interface Model extends LayeredModel {
  isTraining?: boolean;
  metricsNames?: string[];
  fit(x: Data, y: Data, args?: FitArguments): Promise<History>;
  fitDataset(...args: unknown[]): Promise<History>;
  evaluate(x: Data, y: Data, args?: { batchSize?: number }): Tensor | Tensor[];
}
interface History {
  history: Record<string, (number | Tensor)[]>;
}

/** What is learnt of the program while it runs. */
export interface Seen {
  /** Samples of the first `fit`. */
  samples: number | null;
  coefficients: number[] | null;
}

export interface TunedModelsOptions {
  settings: Pick<TuneJobSettings, 'fold' | 'seed'>;
  core: () => TensorflowCore;
  reported: Reported;
}

export function tunedModels({ settings, core, reported }: TunedModelsOptions) {
  const seen: Seen = { samples: null, coefficients: null };
  const folds = new Map<number, number[][]>();

  /** Rows that are left out; null: none, or this is no data that could be split. */
  function leftOut(x: unknown, y: unknown): { out: number[]; left: number[] } | null {
    const samples = samplesOf(x, y);
    seen.samples ??= samples;
    if (settings.fold === null || samples === null) return null;
    const { index, count } = settings.fold;
    if (samples < count) throw foldTooSmall(samples, count);
    let known = folds.get(samples);
    if (!known) folds.set(samples, (known = makeFolds(samples, count, settings.seed)));
    const out = known[index]!;
    return { out, left: rowsOutside(samples, out) };
  }

  /** As `evaluate` has it: without penalties, weights at rest. */
  const measure = (model: Model, evaluate: Model['evaluate'], x: Data, y: Data, batchSize: number, prefix: string) => {
    const values = readScalars(evaluate.call(model, x, y, { batchSize }));
    reported.addAll(model.metricsNames ?? ['loss'], values, prefix);
  };

  function watchModels(prototype: Model): void {
    const { evaluate } = prototype;
    replaceMethod(prototype, 'fit', (fit) => {
      return async function (this: Model, x, y, args = {}) {
        const rows = leftOut(x, y);
        if (rows === null) {
          const history = await fit.call(this, x, y, args);
          addHistory(history);
          if (seen.samples !== null && this.evaluate !== undefined) {
            measure(this, evaluate, x, y, args.batchSize ?? DEFAULT_BATCH, '');
          }
          seen.coefficients = coefficientsOf(this);
          return history;
        }
        const [xLeft, yLeft] = [takeRows(core(), x, rows.left), takeRows(core(), y, rows.left)];
        const [xOut, yOut] = [takeRows(core(), x, rows.out), takeRows(core(), y, rows.out)];
        const { validationData, validationSplit, ...others } = args;
        // Callbacks of a program that validates get the fold's values.
        const validates = validationData != null || (validationSplit ?? 0) > 0;
        const history = await fit.call(this, xLeft, yLeft, {
          ...others,
          ...(validates ? { validationData: [xOut, yOut] } : {}),
        });
        const batchSize = args.batchSize ?? DEFAULT_BATCH;
        measure(this, evaluate, xLeft, yLeft, batchSize, '');
        measure(this, evaluate, xOut, yOut, batchSize, 'val_');
        seen.coefficients = coefficientsOf(this);
        for (const data of [xLeft, yLeft, xOut, yOut]) disposeData(data);
        return history;
      };
    });
    replaceMethod(prototype, 'fitDataset', (fitDataset) => {
      return async function (this: Model, ...args) {
        const history = await fitDataset.apply(this, args);
        addHistory(history);
        return history;
      };
    });
    replaceMethod(prototype, 'evaluate', (original) => {
      return function (this: Model, ...args) {
        const outputs = original.apply(this, args);
        // During a fit these are its validation, reported with the epoch; where a fold is left out, they are of other data.
        if (!this.isTraining && (settings.fold === null || seen.samples === null)) {
          const values = (Array.isArray(outputs) ? outputs : [outputs]).map((output) => output.dataSync()[0]!);
          reported.addAll(this.metricsNames ?? ['loss'], values, 'val_');
        }
        return outputs;
      };
    });
  }

  function addHistory({ history }: History): void {
    for (const [name, values] of Object.entries(history)) {
      const value = values.at(-1);
      if (value !== undefined) reported.add(name, typeof value === 'number' ? value : value.dataSync()[0]!);
    }
  }
  return { seen, watchModels };
}

/** That of `fit` and `evaluate`. */
const DEFAULT_BATCH = 32;
