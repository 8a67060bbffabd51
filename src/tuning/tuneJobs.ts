/** Runs single jobs: those that have a result already, and those that must be run. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lambdaMoved } from '../protocol/tuneErrors.js';
import { TUNE_VARIABLE, type TuneJobResult, type TuneJobSettings } from '../protocol/tune.js';
import type { JobKey, ResultStore, StoredResult } from './resultStore.js';
import type { Job, JobEnd, Runner } from './runner.js';
import { SEED, type TuneRequest } from './tuneRequest.js';

export interface TuneJobs {
  run(key: JobKey): Promise<StoredResult>;
  /** How many had a result already. */
  reused(): number;
}

export interface TuneJobsOptions {
  request: TuneRequest;
  /** How many folds, where one is left out. */
  folds: number;
  store: ResultStore;
  runner: Runner;
  signal: AbortSignal;
}

export function tuneJobs({ request, folds, store, runner, signal }: TuneJobsOptions): TuneJobs {
  const { file, from, to } = request.lambda;
  const text = readFileSync(file, 'utf8');
  // What is not saved, or was changed since, stands elsewhere.
  if (Number(text.slice(from, to).replace(/[\s_]/g, '')) !== request.lambda.value) throw lambdaMoved(file);
  const sha256 = createHash('sha256').update(text).digest('hex');
  let reused = 0;

  async function run(key: JobKey): Promise<StoredResult> {
    const known = store.read(key);
    if (known) {
      reused += 1;
      return known;
    }
    const begun = performance.now();
    const end = await runner.run(jobOf(key), signal);
    const stored = { ...outcomeOf(end), milliseconds: performance.now() - begun };
    // A crash may have had another cause than the value: it is tried again. NaN is a result.
    if (stored.failed === null || stored.result?.notFinite) store.write(key, stored);
    return stored;
  }

  function jobOf(key: JobKey): Job {
    const { program, lambda, node, distribution, metric } = request;
    const files = store.files(key);
    const settings: TuneJobSettings = {
      program,
      lambda: { file: lambda.file, from: lambda.from, to: lambda.to, text: String(key.value), sha256 },
      fold: key.fold === null ? null : { index: key.fold, count: folds },
      seed: SEED,
      metric,
      result: files.result,
    };
    const preload = pathToFileURL(join(distribution, 'trainer', 'preload.mjs')).href;
    return {
      command: node.path,
      args: ['--import', preload, program.file, ...program.args],
      env: { ...node.env, [TUNE_VARIABLE]: JSON.stringify(settings) },
      cwd: program.cwd,
      ...files,
    };
  }
  return { run, reused: () => reused };
}

function outcomeOf({ result, code, output }: JobEnd): Omit<StoredResult, 'milliseconds'> {
  const told = result as TuneJobResult | null;
  if (told?.problem) return { result: told, failed: told.problem.message };
  if (code !== 0) return { result: told, failed: lastError(output) ?? `The program ended with ${code ?? 'a signal'}.` };
  if (told === null) return { result: null, failed: 'The program ended without a result.' };
  return { result: told, failed: told.notFinite ? 'The validation is NaN or infinite.' : null };
}

/** The line of what Node prints that names the error. */
function lastError(output: string): string | null {
  const lines = output.split('\n');
  return lines.findLast((line) => /^(\w*Error|Uncaught)\b.*/.test(line))?.trim() ?? null;
}
