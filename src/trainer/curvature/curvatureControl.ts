/**
 * The program's side of the curvature thread: starts it at the first recorded loss, hands it programs and the weights of each
 * step, waits for it where the user asked for exactness, and lets it finish when the program ends.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { StepExtras } from '../../instrument/sink.js';
import type { TrainingPayload } from '../../protocol/records.js';
import type { TrainerSettings } from '../../protocol/settings.js';
import type { ProgramSource, RecordedProgram } from '../../program/programSource.js';
import { optimizerShape, type OptimizerShape } from '../../probes/curvature/optimizerSnapshot.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { makeRecordingPlan, type RecordingPlan } from './recordingPlan.js';
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
  /** The thread is gone, or does not answer: one sentence. */
  onFailed(reason: string): void;
}

interface WatchedTraining {
  payload: TrainingPayload;
  plan: RecordingPlan;
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
    return (thread ??= startCurvatureThread(settings, parts, parts.onFailed));
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
    started().post({ type: 'program', training, step, program, wholeData });
  });

  return {
    training(id, payload) {
      const known = trainings.get(id);
      if (known) known.payload = payload;
      else trainings.set(id, { payload, plan: makeRecordingPlan(), snapshots: null, step: 0, refused: false });
    },
    stepped(id, step, updated) {
      const watched = trainings.get(id);
      if (!wanted || !watched || watched.refused || !source.latest(id)) return 0;
      watched.step = step;
      if (watched.plan.wants(step + 1)) source.request(id);
      const { weights, optimizer } = updated;
      const state = optimizer && optimizerShape(parts.core(), optimizer);
      watched.snapshots ??= openSnapshots(id, watched, weights, state);
      return watched.snapshots.publish({ step, weights, optimizer, numbers: state?.numbers ?? null });
    },
    end(stopped) {
      if (!thread) return;
      const asked = measure.eigenvalues !== null || measure.density || measure.newton || measure.verify;
      const patience = stopped ? STOPPED_PATIENCE : asked ? Infinity : Math.max(LEAST_PATIENCE, now() - begun);
      const stepsOf = [...trainings].map(([id, { step }]): [number, number] => [id, step]);
      thread.end({ type: 'end', stepsOf, final: !stopped }, patience);
    },
  };

  function openSnapshots(
    id: number,
    { payload }: WatchedTraining,
    weights: readonly Tensor[],
    state: OptimizerShape | null,
  ): Snapshots {
    const shape = {
      weights: weights.reduce((sum, { size }) => sum + size, 0),
      accumulators: state?.accumulators ?? [],
    };
    const sizes = weights.map((weight) => ({ name: (weight as Variable).name, size: weight.size }));
    const mode = chooseMode(measure.every, shape.weights);
    const snapshots = makeSnapshots({ thread: started(), shape, mode, sizes, budget, now });
    const { memory, kind } = snapshots;
    const training = { id, variables: payload.variables, numbers: state?.numbers ?? null, shape, memory };
    started().post({ type: 'training', training: { ...training, snapshots: kind } });
    return snapshots;
  }
}

/** Milliseconds that the end of a program may wait for its last measurements. */
const STOPPED_PATIENCE = 500;
const LEAST_PATIENCE = 5000;
