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
import type { TensorflowCore } from '../../tensorflow/core.js';
import { makeCheckpointPlan, type CheckpointPlan } from './checkpointPlan.js';
import { makeProbePlan, type ProbePlan } from './probePlan.js';
import { chooseMode, makeSnapshots, type Snapshots } from './snapshots.js';
import { startCurvatureThread, type CurvatureThread, type ThreadPorts } from './startThread.js';

export interface CurvatureControl {
  /** A step was recorded: its weights go to the thread. Answers the milliseconds for which the training stood. */
  stepped(id: number, step: number, updated: NonNullable<StepExtras['updated']>): number;
  training(id: number, payload: TrainingPayload): void;
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
  const wanted =
    measure.every !== 0 ||
    measure.checkpoints > 0 ||
    measure.eigenvalues !== null ||
    measure.density ||
    measure.newton ||
    measure.verify;

  function started(): CurvatureThread {
    if (thread) return thread;
    thread = startCurvatureThread(settings, parts, parts.onFailed);
    parts.onStarted();
    return thread;
  }

  source.onProgram((recorded) => {
    const watched = trainings.get(recorded.training);
    if (!wanted || !watched) return;
    parts.onProgram(recorded);
    const { program, training, step } = recorded;
    if (program.refused) {
      watched.refused = true;
      return;
    }
    const wholeData = watched.plan.recorded(recorded);
    watched.recorded = recorded;
    if (!watched.snapshots) watched.before = weightsNow(parts.core(), program);
    started().post({ type: 'program', training, step, program, wholeData });
  });

  return {
    training(id, payload) {
      const known = trainings.get(id);
      if (known) known.payload = payload;
      else trainings.set(id, watch(payload));
    },
    stepped(id, step, updated) {
      const watched = trainings.get(id);
      if (!wanted || !watched || watched.refused || !source.latest(id)) return 0;
      watched.step = step;
      const { weights, optimizer, midUpdate } = updated;
      const state = optimizer && optimizerShape(parts.core(), optimizer);
      const snapshots = (watched.snapshots ??= openSnapshots(id, watched, weights, state));
      const kept = watched.recorded?.step === step ? watched.checkpoints.wants(step) : null;
      const before = kept && Float32Array.from(snapshots.last);
      const numbers = state && { ...state.numbers, iterations: state.numbers.iterations + Number(midUpdate) };
      const stood = snapshots.publish({ step, weights, optimizer, numbers });
      if (kept) keepCheckpoint(id, watched, kept, before!, optimizer, numbers);
      watched.recorded = null;
      if (watched.plan.wants(step + 1) || watched.checkpoints.wants(step + 1)) source.request(id);
      return stood;
    },
    end(stopped) {
      if (!thread) return;
      const asked = measure.eigenvalues !== null || measure.density || measure.newton || measure.verify;
      // A small model was promised λ1 at every step: what its queue still holds is waited for longer.
      const promised = [...trainings.values()].some(({ snapshots }) => snapshots?.kind === 'every');
      const patience = Math.max(LEAST_PATIENCE, (now() - begun) * (promised ? 1 : budget));
      const stepsOf = [...trainings].map(([id, { step }]): [number, number] => [id, step]);
      thread.end({ type: 'end', stepsOf, final: !stopped }, stopped ? STOPPED_PATIENCE : asked ? Infinity : patience);
    },
  };

  function watch(payload: TrainingPayload): WatchedTraining {
    const watched: WatchedTraining = {
      ...{ payload, plan: makeProbePlan(), recorded: null, before: null, snapshots: null, step: 0, refused: false },
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
    { payload, recorded, snapshots, checkpoints, step }: WatchedTraining,
    kept: NonNullable<ReturnType<CheckpointPlan['wants']>>,
    before: Float32Array,
    optimizer: object | null,
    numbers: OptimizerNumbers | null,
  ): void {
    const after = Float32Array.from(snapshots!.last);
    const accumulators = optimizer ? snapshots!.accumulators(optimizer) : {};
    const content = {
      training: id,
      step,
      variables: payload.variables,
      optimizer: numbers,
      before,
      after,
      accumulators,
    };
    const dropped = checkpoints.made(step);
    started().post({ type: 'checkpoint', content: { ...content, program: recorded!.program }, kept, dropped });
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

/** The values of the program's variables now, flat; null where one is gone. */
function weightsNow(core: TensorflowCore, { variables }: LossProgram): Float32Array | null {
  const { registeredVariables } = core.engine().state;
  const rows = variables.map(({ name }) => registeredVariables[name]);
  const flat = new Float32Array(variables.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const [i, { size }] of variables.entries()) {
    const row = rows[i];
    if (!row || row.isDisposed) return null;
    flat.set(row.dataSync(), at);
    at += size;
  }
  return flat;
}

/** Milliseconds that the end of a program may wait for its last measurements. */
const STOPPED_PATIENCE = 500;
const LEAST_PATIENCE = 5000;
