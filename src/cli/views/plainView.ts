import { progressLine } from '../output/progress.js';
import type { TrainingTally } from '../output/tally.js';
import type { TrainView, Write } from './view.js';

export interface PlainOptions {
  write: Write;
  /** Milliseconds, for at most one line of progress a second. */
  now: () => number;
  /** `--steps`. */
  steps: number | null;
}

/** Plain lines, for pipes, logs and `--plain`: progress on stderr, the program's output where the program wrote it. */
export function plainView({ write, now, steps }: PlainOptions): TrainView {
  let shownAt = -Infinity;
  let shownStep = 0;
  let held: { training: TrainingTally; stepsPerSecond: number | null } | null = null;
  const show = (training: TrainingTally, stepsPerSecond: number | null) => {
    write('stderr', `${progressLine(training, steps, stepsPerSecond)}\n`);
    shownAt = now();
    shownStep = training.steps;
  };
  return {
    phase: () => undefined,
    progress(training, stepsPerSecond) {
      held = { training, stepsPerSecond };
      if (training.steps > shownStep && now() - shownAt >= 1000) show(training, stepsPerSecond);
    },
    output: write,
    message: (text) => write('stderr', `${text}\n`),
    close() {
      if (held && held.training.steps > shownStep) show(held.training, held.stepsPerSecond);
    },
  };
}

/** For `--json`: stdout is for the report alone, so the program's stdout goes to stderr, and there is no progress. */
export const quietView = (write: Write): TrainView => ({
  phase: () => undefined,
  progress: () => undefined,
  output: (_, text) => write('stderr', text),
  message: (text) => write('stderr', `${text}\n`),
  close: () => undefined,
});
