/**
 * At which steps the gradient is measured on the lines of the program: the program's side. A step's loss is recorded with the
 * weights of before its update, and handed to the curvature thread as soon as that has measured the one before; of what
 * would have to wait only the newest is kept.
 */
import { availableParallelism } from 'node:os';
import type { ProgramSource, RecordedProgram } from '../../program/programSource.js';
import type { VariableInfo } from '../../protocol/records.js';
import type { CurvatureThread } from './startThread.js';
import type { LinesRequest } from './threadMessages.js';
import { makeLinesPlan, type LinesPlan } from './linesPlan.js';

export interface LinesControl {
  /** `weights`: of before the step's update, flat; not written to afterwards. */
  recorded(recorded: RecordedProgram, weights: Float32Array, variables: readonly VariableInfo[]): void;
  /** A step was closed; the next one is recorded if it is to be measured. */
  stepped(training: number, step: number, lastStep: number | null): void;
  /** The program ends: what was kept back goes to the thread. */
  end(): void;
}

export interface LinesParts {
  source: ProgramSource;
  thread(): CurvatureThread;
  now(): number;
  /** Share of step time that measuring may take. */
  budget: number;
  /** The lines were asked for: as often as the budget allows, and those of the last step in any case that can be known. */
  asked: boolean;
  cores?: number;
}

export function makeLinesControl(parts: LinesParts): LinesControl {
  const { source, thread, now, budget, asked } = parts;
  const cores = parts.cores ?? availableParallelism();
  const plans = new Map<number, LinesPlan>();
  const held = new Map<number, LinesRequest>();
  let posted = 0;

  function planOf(training: number): LinesPlan {
    let plan = plans.get(training);
    if (!plan) plans.set(training, (plan = makeLinesPlan({ budget, asked })));
    return plan;
  }
  function postHeld(): void {
    for (const [training, request] of held) {
      if (thread().linesMeasured() < posted) return;
      held.delete(training);
      posted++;
      thread().post({ type: 'lines', request });
    }
  }

  return {
    recorded({ training, step, program }, weights, variables) {
      const begun = now();
      held.set(training, { training, step, program, weights, variables: [...variables] });
      postHeld();
      // With one core the thread's time is taken from the training.
      const took = now() - begun + (cores > 1 ? 0 : thread().linesTook());
      planOf(training).measured(step, took + RECORDING * program.ops.length);
    },
    stepped(training, step, lastStep) {
      postHeld();
      const plan = planOf(training);
      plan.stepped(now());
      if (plan.wants(step + 1) || step + 1 === lastStep) source.request(training, 'lines');
    },
    end() {
      for (const [training, request] of held) {
        held.delete(training);
        thread().post({ type: 'lines', request });
      }
    },
  };
}

/** Milliseconds that it takes to record an op, its share of the comparison with the recording before included. */
const RECORDING = 0.01;
