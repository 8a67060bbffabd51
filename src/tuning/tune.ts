/** Tries values of a λ on the user's own program, and says which are best. */
import { CodedError } from '../protocol/told.js';
import type { TuneResult } from '../protocol/tune.js';
import { defaultGrid } from './lambdaGrid.js';
import { selectLambda } from '../regularization/lambda/lambdaSelection.js';
import { diskFiles } from '../source/files.js';
import { lambdaNotLoaded, noFitData, noValidation } from './errors.js';
import { programText } from './programText.js';
import { openResultStore, type JobKey, type StoredResult } from './resultStore.js';
import type { Runner } from './runner.js';
import { summarizeValue, type FinishedJob } from './summarize.js';
import { tuneJobs } from './tuneJobs.js';
import { betterOf, DEFAULT_FOLDS, REPEATS, SEED, type TuneRequest } from './tuneRequest.js';

/** The first value is run so often. */
const PILOT_RUNS = 2;

/** The program itself failed with the λ that it has, or one near to it. */
export class ProgramFailed extends Error {
  constructor(
    message: string,
    readonly result: TuneResult,
  ) {
    super(message);
  }
}

export interface TuneHost {
  runner: Runner;
  signal: AbortSignal;
  /** After each run: all that is known so far. */
  onProgress(result: TuneResult): void;
}

/**
 * First one value twice: it tells whether there is data to make folds of, and whether the program is the same twice.
 * @throws CodedError where something is to be mended first; ProgramFailed where the program fails.
 */
export async function tune(request: TuneRequest, { runner, signal, onProgress }: TuneHost): Promise<TuneResult> {
  const { program, lambda, gradlens, node, metric } = request;
  const texts = await programText(program.file, lambda, diskFiles);
  if (!texts.some(([file]) => file === lambda.file)) throw lambdaNotLoaded(program.file, lambda.file);
  const values = [...new Set(request.values ?? defaultGrid(lambda.value))].sort((a, b) => a - b);
  const count = request.folds ?? DEFAULT_FOLDS;
  const store = openResultStore(program.file, [gradlens, node.path, program, texts, count, metric, SEED]);
  const jobs = tuneJobs({ request, folds: count, store, runner, signal });
  const finished: FinishedJob[] = [];
  let plan: JobKey[] = [];
  let folded = count > 0;
  let samples = 0;
  let deterministic: boolean | null = null;
  let stopped: TuneResult['stopped'] = 'end';

  const resultNow = (): TuneResult => {
    const summaries = values.map((value) =>
      summarizeValue(
        value,
        finished.filter((job) => job.value === value),
        folded,
      ),
    );
    // Means over some of the folds are of no use yet.
    const complete = summaries.map(({ value, validation }) =>
      plan.some((key) => key.value === value && !has(key)) || plan.length === 0
        ? { value, mean: null, standardError: null }
        : { value, ...validation },
    );
    const name = metric ?? 'loss';
    return {
      folder: store.folder,
      program: { file: program.file, args: program.args },
      lambda: { name: lambda.name, file: lambda.file, line: lambda.line, value: lambda.value },
      metric: { name, better: betterOf(name) },
      folds: folded ? { count, samples, seed: SEED } : null,
      repeats: deterministic === false ? REPEATS : 1,
      ...{ deterministic, stopped },
      jobs: {
        planned: plan.length === 0 ? PILOT_RUNS : plan.length,
        done: finished.length,
        failed: finished.filter(({ stored }) => stored.failed !== null).length,
        reused: jobs.reused(),
      },
      values: summaries,
      ...selectLambda(complete, betterOf(name)),
    };
  };
  const has = (key: JobKey) =>
    finished.some(({ value, fold, repeat }) => value === key.value && fold === key.fold && repeat === key.repeat);
  const runOne = async (key: JobKey): Promise<StoredResult> => {
    const stored = await jobs.run(key);
    finished.push({ ...key, stored });
    onProgress(resultNow());
    return stored;
  };

  try {
    const pilot = nearest(values, lambda.value);
    const fold = folded ? 0 : null;
    const [first, second] = await inParallel(
      Array.from({ length: PILOT_RUNS }, (_, repeat) => () => runOne({ value: pilot, fold, repeat })),
      request.jobs,
    );
    const result = first!.result;
    if (result?.problem) throw new CodedError(result.problem.code, result.problem.sentence, result.problem.values);
    if (first!.failed !== null && !result?.notFinite) {
      stopped = 'error';
      throw new ProgramFailed(first!.failed, resultNow());
    }
    if (result!.validation === null && !result!.notFinite) throw noValidation(metric ?? 'loss', result!.reported);
    if (folded && result!.samples === null) {
      if (request.folds !== null) throw noFitData();
      folded = false;
      for (const job of finished) job.fold = null;
    }
    samples = result!.samples ?? 0;
    deterministic = first!.result?.validation === second!.result?.validation;
    plan = planOf(values, { folds: folded ? count : 0, repeats: deterministic ? 1 : REPEATS });
    if (folded && result!.coefficients) plan.push(...values.map((value) => ({ value, fold: null, repeat: 0 })));
    if (deterministic)
      finished.splice(
        finished.findIndex(({ repeat }) => repeat === 1),
        1,
      );
    await inParallel(
      plan.filter((key) => !has(key)).map((key) => () => runOne(key)),
      request.jobs,
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    stopped = 'user';
  }
  return resultNow();
}

function planOf(values: readonly number[], { folds, repeats }: { folds: number; repeats: number }): JobKey[] {
  const places = folds === 0 ? [null] : Array.from({ length: folds }, (_, fold) => fold);
  const times = Array.from({ length: repeats }, (_, repeat) => repeat);
  return values.flatMap((value) => places.flatMap((fold) => times.map((repeat) => ({ value, fold, repeat }))));
}

const nearest = (values: readonly number[], wanted: number) =>
  values.reduce((best, value) => (distance(value, wanted) < distance(best, wanted) ? value : best));

const distance = (a: number, b: number) => (a > 0 && b > 0 ? Math.abs(Math.log(a / b)) : Math.abs(a - b));

/** In order, at most so many at once; the first that fails is the failure of all, when none runs any more. */
async function inParallel<T>(tasks: (() => Promise<T>)[], width: number): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async () => {
    while (next < tasks.length) {
      const index = next++;
      try {
        results[index] = await tasks[index]!();
      } catch (error) {
        next = tasks.length;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, tasks.length) }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return results;
}
