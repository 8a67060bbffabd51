/** From single runs to what is known of each λ. */
import { overRuns } from '../regularization/lambda/lambdaSelection.js';
import type { TunedMean, TunedRun, TunedValue } from '../protocol/tune.js';
import type { JobKey, StoredResult } from './resultStore.js';

export interface FinishedJob extends JobKey {
  stored: StoredResult;
}

/** @param folded whether the runs of a value are folds; a run on all data then only gives the coefficients. */
export function summarizeValue(value: number, jobs: readonly FinishedJob[], folded: boolean): TunedValue {
  const counted = jobs.filter(({ fold }) => !folded || fold !== null);
  const runs = counted.map(runOf).sort((a, b) => (a.fold ?? 0) - (b.fold ?? 0) || a.repeat - b.repeat);
  const failed = runs.find((run) => run.failed !== null)?.failed ?? null;
  const onAll = jobs.find(({ fold }) => fold === null);
  const usable = failed === null && runs.length > 0;
  return {
    value,
    validation: usable ? meanOf(runs, 'validation', folded) : NOTHING,
    training: usable ? meanOf(runs, 'training', folded) : NOTHING,
    spread: usable ? spreadOf(runs) : null,
    failed,
    runs,
    coefficients: onAll?.stored.result?.coefficients ?? null,
  };
}

const NOTHING: TunedMean = { mean: null, standardError: null };

function runOf({ fold, repeat, stored }: FinishedJob): TunedRun {
  const { result, failed, milliseconds } = stored;
  const missing = result?.validation == null && failed === null ? 'The program reported no validation.' : failed;
  return {
    ...{ fold, repeat, failed: missing, milliseconds },
    validation: result?.validation ?? null,
    training: result?.training ?? null,
  };
}

/** Over folds, each the mean of its repeats; without folds over repeats. */
function meanOf(runs: TunedRun[], what: 'validation' | 'training', folded: boolean): TunedMean {
  const groups = groupBy(runs, (run) => (folded ? run.fold! : run.repeat));
  const means = groups.map((group) => overRuns(group.flatMap((run) => run[what] ?? [])).mean);
  return means.some((mean) => mean === null) ? NOTHING : overRuns(means as number[]);
}

/** Standard deviation, from repeat to repeat, of the mean over folds. */
function spreadOf(runs: TunedRun[]): number | null {
  const repeats = groupBy(runs, ({ repeat }) => repeat);
  const { standardError } = overRuns(repeats.map((group) => overRuns(group.map((run) => run.validation!)).mean!));
  return standardError === null ? null : standardError * Math.sqrt(repeats.length);
}

function groupBy(runs: TunedRun[], key: (run: TunedRun) => number): TunedRun[][] {
  const groups = new Map<number, TunedRun[]>();
  for (const run of runs) groups.set(key(run), [...(groups.get(key(run)) ?? []), run]);
  return [...groups.values()];
}
