/** Trainings of recorded runs side by side. */
import { MOST_SIDES, type ComparedSide, type Comparison } from '../../protocol/comparison.js';
import type { Run } from '../openRun.js';
import type { IndexedTraining } from '../runIndex.js';
import { gradientLine, lambdaLine, lossLine, metricLines } from './comparedLines.js';
import { settingsThatDiffer } from './settings.js';
import { sideNames } from './sideNames.js';
import { sourceDifferences } from './sourceDifferences.js';

export function compareRuns(runs: readonly Run[]): Comparison {
  const trainings = runs.map(({ index }) => [...index.trainings.values()].sort((a, b) => a.id - b.id));
  const names = sideNames(trainings.map(({ length }) => length));
  const all = trainings.flatMap((of, run) => of.map((training) => ({ run, training })));
  const shown = all.slice(0, MOST_SIDES);
  const infos = runs.map(({ info }) => info);
  return {
    runs: runs.map((run) => {
      const { id, program, startedAt, outcome } = run.info;
      const { damage } = run.head();
      return {
        ...{ id, directory: run.runDirectory, program: { file: program.file, line: program.line }, startedAt },
        ...{ live: outcome === null, damage: damage && `${damage.message} ${damage.rest}` },
      };
    }),
    sides: shown.map(({ run, training }, i) => sideOf(runs[run]!, run, training, names[i]!)),
    left: all.length - shown.length,
    ...settingsThatDiffer(shown.map(({ run, training }) => ({ info: infos[run]!, training: training.payload }))),
    sources: sourceDifferences(infos),
  };
}

function sideOf(run: Run, index: number, training: IndexedTraining, name: string): ComparedSide {
  const { callee, file, line } = training.payload;
  return {
    ...{ name, run: index, training: training.id, callee, file, line, steps: training.columns.steps },
    loss: lossLine(training),
    gradientNorm: gradientLine(training),
    ...lambdaLine(training, run.index.curvature.get(training.id)),
    metrics: metricLines(training),
  };
}
