import { hunkHead } from '../../protocol/comparison.js';
import { REPORT_SCHEMA, type ComparisonReport } from '../../protocol/report.js';
import { settingsThatDiffer } from '../../runs/comparison/settings.js';
import { sideNames } from '../../runs/comparison/sideNames.js';
import { sourceDifferences } from '../../runs/comparison/sourceDifferences.js';
import type { LoadedRun } from './comparison.js';
import { buildReport } from './report.js';

/** What is compared: every training of the runs, what they were made with, and their sources. */
export function differencesOf(runs: readonly LoadedRun[]) {
  const sides = runs.flatMap(({ info, tally }) => tally.trainings.map(({ payload }) => ({ info, training: payload })));
  return {
    names: sideNames(runs.map(({ tally }) => tally.trainings.length)),
    ...settingsThatDiffer(sides),
    sources: sourceDifferences(runs.map(({ info }) => info)),
  };
}

export type Differences = ReturnType<typeof differencesOf>;

/** The object that `gradlens compare --json` prints. */
export function comparisonReport(
  gradlens: string,
  runs: readonly LoadedRun[],
  { names, settings, sources }: Differences,
): ComparisonReport {
  const trainings = runs.flatMap(({ tally }, run) => tally.trainings.map(({ id }) => ({ run, training: id })));
  return {
    schema: REPORT_SCHEMA,
    gradlens,
    compare: {
      runs: runs.map(({ info, directory, tally }) => buildReport(info, directory, tally)),
      sides: trainings.map((training, i) => ({ name: names[i]!, ...training })),
      settings,
      sources: sources.map(({ run, file, hunks, why }) => ({
        ...{ run, file, why },
        diff: why === null ? hunks.flatMap((hunk) => [hunkHead(hunk), ...hunk.lines]).join('\n') : null,
      })),
    },
  };
}
