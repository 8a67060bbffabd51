/**
 * The program's side of the curvature thread: starts it at the first recorded loss, hands it programs and the weights of each
 * step, waits for it where the user asked for exactness, and lets it finish when the program ends.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { StepExtras } from '../../instrument/sink.js';
import type { TrainingPayload } from '../../protocol/records.js';
import type { TrainerSettings } from '../../protocol/settings.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { ProgramSource, RecordedProgram } from '../../program/programSource.js';
import {
  optimizerShape,
  type OptimizerNumbers,
  type OptimizerShape,
} from '../../probes/curvature/optimizerSnapshot.js';
import { isKnownOptimizer } from '../../curvature/stability/stabilityRule.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { makeCheckpointPlan, type CheckpointPlan } from './checkpointPlan.js';
import { makeLinesControl } from './linesControl.js';
import { watchOwnUpdates, type OwnUpdateWatch } from './ownUpdateWatch.js';
import { makeProbePlan, type ProbePlan } from './probePlan.js';
import { chooseMode, makeSnapshots, type Snapshots } from './snapshots.js';
import { patienceAtEnd } from './standAtEnd.js';
import type { MeasuredBracket, NewestStep } from './threadMessages.js';
import { startCurvatureThread, type CurvatureThread, type ThreadPorts } from './startThread.js';

export interface CurvatureControl {
  /** A step was recorded: its weights go to the thread. Answers the milliseconds for which the training stood. */
  stepped(id: number, step: number, updated: NonNullable<StepExtras['updated']>): number;
  training(id: number, payload: TrainingPayload): void;
  /** A step of a training without gradient calls was recorded. */
  ownStep(id: number, step: number): void;
  /** The program ends: measures what was asked for at the end. `stopped`: a user waits for the end. */
  end(stopped: boolean): void;
}

export interface CurvatureParts extends ThreadPorts {
  settings: TrainerSettings;
  source: ProgramSource;
  /** The program's own tfjs-core. */
  core(): TensorflowCore;
  now(): number;
  /** What was recorded of a training's loss, or why nothing can be measured on it. */
  onProgram(recorded: RecordedProgram): void;
  onStarted(): void;
  /** λ1 on all recorded samples was measured, at a step that may be long over. */
  onBracket(bracket: MeasuredBracket): void;
  /** The thread is gone, or does not answer: one sentence. */
  onFailed(reason: string): void;
}

interface WatchedTraining {
  payload: TrainingPayload;
  plan: ProbePlan;
  checkpoints: CheckpointPlan;
  /** The recording of the step that is under way. */
  recorded: RecordedProgram | null;
  /** Weights before the first recorded step. */
  before: Float32Array | null;
  snapshots: Snapshots | null;
  /** The optimizer as of the last step. */
  state: { optimizer: object | null; numbers: OptimizerNumbers | null } | null;
  /** Of a program that updates its variables itself. */
  own: OwnUpdateWatch | null;
  step: number;
  /** Nothing is measured: its loss cannot be replayed. */
  refused: boolean;
}

export function makeCurvatureControl(parts: CurvatureParts): CurvatureControl {
  const { settings, source, now } = parts;
  const { measure, budget } = settings;
  const trainings = new Map<number, WatchedTraining>();
  const begun = now();
  let thread: CurvatureThread | null = null;
  /** At the end, or beside the training, on the user's own word. */
  const asked =
    measure.eigenvalues !== null ||
    measure.density ||
    measure.newton ||
    measure.jacobian ||
    measure.lines ||
    measure.verify;
  const wanted = asked || measure.every !== 0 || measure.checkpoints > 0;

  function started(): CurvatureThread {
    if (thread) return thread;
    thread = startCurvatureThread(settings, parts, parts.onFailed);
    parts.onStarted();
    return thread;
  }

  const lines = makeLinesControl({ source, thread: started, now, budget, asked: measure.lines });

  source.onProgram((recorded) => {
    const watched = trainings.get(recorded.training);
    if (!wanted || !watched) return;
    const { program, training, step, forLinesAlone } = recorded;
    if (!forLinesAlone) parts.onProgram(recorded);
    if (program.refused) {
      watched.refused = true;
      return;
    }
    watched.recorded = recorded;
    const weights = flatWeights(recorded);
    lines.recorded(recorded, weights, watched.payload.variables);
    if (forLinesAlone) return;
    const wholeData = watched.plan.recorded(recorded);
    if (!watched.snapshots) watched.before = Float32Array.from(weights);
    const declared = watched.payload.terms;
    started().post({ type: 'program', training, step, program, wholeData, weights, declared });
  });

  return {
    training(id, payload) {
      const known = trainings.get(id);
      if (known) known.payload = payload;
      else trainings.set(id, watch(payload));
    },
    stepped(id, step, updated) {
      tellBrackets();
      const watched = trainings.get(id);
      if (!wanted || !watched || watched.refused || !source.latest(id)) return 0;
      watched.step = step;
      const { weights, optimizer, midUpdate } = updated;
      const state = optimizer && optimizerShape(parts.core(), optimizer);
      const snapshots = (watched.snapshots ??= openSnapshots(id, watched, weights, state));
      const isOwn = !state || !isKnownOptimizer(state.numbers.name);
      if (isOwn) watched.own ??= watchOwnUpdates((update) => started().post({ type: 'update', training: id, update }));
      const numbers = state && { ...state.numbers, iterations: state.numbers.iterations + Number(midUpdate) };
      const stood = snapshots.publish({ step, weights, optimizer, numbers });
      watched.state = { optimizer, numbers };
      const program = watched.recorded?.step === step ? watched.recorded.program : null;
      const kept = program && watched.checkpoints.wants(step);
      if (kept) keepCheckpoint(id, watched, kept, program);
      watched.own?.stepped(step, watched.recorded?.forLinesAlone ? null : program, snapshots);
      watched.recorded = null;
      if (watched.plan.wants(step + 1) || watched.checkpoints.wants(step + 1)) source.request(id);
      lines.stepped(id, step, lastStep(watched.payload));
      return stood;
    },
    ownStep(id, step) {
      const watched = trainings.get(id);
      if (wanted && watched?.payload.found === 'assignments' && !watched.refused)
        lines.stepped(id, step, lastStep(watched.payload));
    },
    end(stopped) {
      if (!thread) return;
      if (!stopped) lines.end();
      for (const [id, watched] of trainings) keepLast(id, watched);
      const patience = patienceAtEnd({ ran: now() - begun, budget, asked, stopped });
      const newest = [...trainings].flatMap(([id, watched]) => newestStep(id, watched));
      const message = { type: 'end' as const, newest, final: !stopped, queued: patience.queued };
      thread.end(message, patience.whole, patience.bracket);
      tellBrackets();
    },
  };

  function tellBrackets(): void {
    for (let next = thread?.nextBracket(); next; next = thread!.nextBracket()) parts.onBracket(next);
  }

  function watch(payload: TrainingPayload): WatchedTraining {
    const watched: WatchedTraining = {
      ...{ payload, plan: makeProbePlan(), recorded: null, before: null, snapshots: null, state: null, own: null },
      ...{ step: 0, refused: false },
      checkpoints: makeCheckpointPlan(measure.checkpoints, () => lastStep(watched.payload)),
    };
    return watched;
  }

  /** The last step, where it is known. */
  function lastStep({ planned }: TrainingPayload): number | null {
    const { steps, epochs, stepsPerEpoch } = planned;
    const whole = steps ?? (epochs !== null && stepsPerEpoch !== null ? epochs * stepsPerEpoch : null);
    if (whole === null || settings.steps === null) return whole ?? settings.steps;
    return Math.min(whole, settings.steps);
  }

  function keepCheckpoint(
    id: number,
    { payload, snapshots, checkpoints, step, state }: WatchedTraining,
    kept: NonNullable<ReturnType<CheckpointPlan['wants']>>,
    program: LossProgram,
  ): void {
    const { optimizer, numbers } = state!;
    const content = {
      ...{ training: id, step, program, variables: payload.variables, optimizer: numbers },
      before: Float32Array.from(snapshots!.before),
      after: Float32Array.from(snapshots!.after),
      accumulators: optimizer ? snapshots!.accumulators(optimizer) : {},
    };
    const dropped = checkpoints.made(step);
    started().post({ type: 'checkpoint', content, kept, dropped });
  }

  /** Nobody knew that the last step was the last: its weights, with the newest recorded batch. */
  function keepLast(id: number, watched: WatchedTraining): void {
    const { snapshots, refused, step, checkpoints } = watched;
    const program = source.latest(id)?.program;
    if (measure.checkpoints === 0 || !snapshots || refused || !program || checkpoints.newest === step) return;
    try {
      keepCheckpoint(id, watched, 'last', program);
    } catch {
      // The program has disposed of its optimizer: there is no last checkpoint.
    }
  }

  function newestStep(id: number, { snapshots, state, step }: WatchedTraining): NewestStep[] {
    if (!snapshots || !state) return [];
    const { optimizer, numbers } = state;
    const { before, after } = snapshots;
    const at = { step, before, after, optimizer: numbers };
    try {
      return [{ training: id, at: { ...at, accumulators: optimizer ? snapshots.accumulators(optimizer) : {} } }];
    } catch {
      // The program has disposed of its optimizer.
      return [{ training: id, at: { ...at, accumulators: {} } }];
    }
  }

  function openSnapshots(
    id: number,
    { payload, before }: WatchedTraining,
    weights: readonly Tensor[],
    state: OptimizerShape | null,
  ): Snapshots {
    const shape = {
      weights: weights.reduce((sum, { size }) => sum + size, 0),
      accumulators: state?.accumulators ?? [],
    };
    const sizes = weights.map((weight) => ({ name: (weight as Variable).name, size: weight.size }));
    const mode = chooseMode(measure.every, shape.weights);
    const snapshots = makeSnapshots({ thread: started(), shape, mode, sizes, budget, now, before });
    const { memory, kind } = snapshots;
    const training = { id, variables: payload.variables, numbers: state?.numbers ?? null, shape, memory };
    started().post({ type: 'training', training: { ...training, snapshots: kind } });
    return snapshots;
  }
}

/** The weights that a program was recorded with. */
function flatWeights({ program, weights }: RecordedProgram): Float32Array {
  const flat = new Float32Array(program.variables.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const weight of weights) {
    flat.set(weight.dataSync(), at);
    at += weight.size;
  }
  return flat;
}
