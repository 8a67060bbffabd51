import { runName } from '../runs/comparison/sideNames.js';
import { nothingToCompare } from '../runs/errors.js';
import { findRun } from './findRun.js';
import { gradlensVersion } from './installation.js';
import {
  comparisonLines,
  settingLines,
  sourceLines,
  trainingComparisonLines,
  type LoadedRun,
} from './output/comparison.js';
import { comparisonReport, differencesOf, type Differences } from './output/comparisonReport.js';
import { loadRun } from './recordedRun.js';

/** Prints runs, or the trainings of one run, side by side. */
export async function compareHere(command: { runs: string[]; json: boolean }): Promise<void> {
  const directories = await Promise.all(command.runs.map((operand) => findRun(operand, process.cwd())));
  const runs = directories.map(loadRun);
  const differences = differencesOf(runs);
  if (runs.length === 1 && differences.names.length < 2) throw nothingToCompare();
  for (const { damage, info } of runs) if (damage !== null) process.stderr.write(`${info.id}: ${damage}\n`);
  const text = command.json
    ? JSON.stringify(comparisonReport(gradlensVersion(), runs, differences))
    : textOf(runs, differences).join('\n');
  process.stdout.write(`${text}\n`);
}

function textOf(runs: readonly LoadedRun[], { names, settings, same, sources }: Differences): string[] {
  const [only, ...others] = runs;
  return [
    ...(others.length === 0 ? trainingComparisonLines(only!) : comparisonLines(runs)),
    '',
    runs.map(({ info }, run) => `${runName(run)}: ${info.id}`).join(', '),
    ...settingLines(names, settings, same),
    ...(others.length > 0 && sources.length === 0 ? ['The sources that the runs kept are the same.'] : []),
    ...sourceLines(sources),
  ];
}
