/** What the curvature thread does for one training: takes its snapshots, measures, and hands over records. */
import type { RecordKind, RecordPayloads } from '../../protocol/records.js';
import {
  makeCurvatureProbe,
  type CurvatureProbe,
  type Heartbeat,
  type ProbedStep,
} from '../../probes/curvature/curvatureProbe.js';
import { newtonOrWhy } from '../../probes/curvature/newton.js';
import type { WholeData } from '../../probes/curvature/probeParts.js';
import { verifyStep, type EvaluationPlace } from '../../probes/curvature/verify.js';
import type { MeasureSettings } from '../../protocol/settings.js';
import type { Measurement } from '../../protocol/curvature.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { readSnapshot, type SnapshotSlot } from './snapshot.js';
import { queueReader } from './snapshotQueue.js';
import type { CurvatureTraining } from './threadMessages.js';
import { tripleBufferReader } from './tripleBuffer.js';

/** Measurements of the track between two anchors. */
const ANCHOR_EVERY = 50;
/** Eigenvalues at each end of a spectrum that was asked for without a number. */
export const SPECTRUM_EIGENVALUES = 10;

export interface TrainingThread {
  readonly id: number;
  addProgram(program: LossProgram, wholeData: WholeData): void;
  /** Comes when the first step is over, after the first program. */
  start(training: CurvatureTraining): void;
  /** Measures at the next snapshot; the number of the snapshot, null: there is none. */
  next(): number | null;
  /** Measures the anchor that is due; between its products the track may go on. Answers whether there was one. */
  anchorDue(): boolean;
  /** What was asked for while the program runs or stands; answers the step. @throws where there is no snapshot yet. */
  measure(what: Measurement): Promise<number>;
  /** At the newest weights, when the program has ended. */
  finish(): Promise<void>;
}

export interface TrainingThreadParts {
  core: TensorflowCore;
  settings: MeasureSettings;
  evaluation: EvaluationPlace;
  /** Called before each product of whatever takes long. */
  heartbeat: Heartbeat;
  record<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
}

export function trainingThread(id: number, parts: TrainingThreadParts): TrainingThread {
  const { core, settings, heartbeat, evaluation } = parts;
  const waiting: { program: LossProgram; wholeData: WholeData }[] = [];
  let probe: CurvatureProbe | null = null;
  let take: () => (ProbedStep & { number: number }) | null = () => null;
  let newest: ProbedStep | null = null;
  let tracked = 0;
  let anchored = 0;
  /** The step at which an anchor is to be measured. */
  let due: ProbedStep | null = null;

  const asked = () => settings.eigenvalues !== null || settings.density;
  const wishes = () => ({ eigenvalues: settings.eigenvalues ?? SPECTRUM_EIGENVALUES, density: settings.density });

  function track(at: ProbedStep): void {
    parts.record('curvature', id, at.step, probe!.track(at));
    if (++tracked % ANCHOR_EVERY === 0) due = at;
  }

  function anchor(at: ProbedStep): void {
    parts.record('curvature', id, at.step, probe!.anchor(at));
    anchored = at.step;
  }

  async function measureAt(what: Measurement, at: ProbedStep): Promise<void> {
    if (what === 'spectrum') {
      const wanted = { ...wishes(), density: true };
      parts.record('curvature', id, at.step, probe!.spectrum(at, wanted));
    } else if (what === 'newton') {
      parts.record('newton', id, at.step, newtonOrWhy(probe!, at));
    } else parts.record('verify', id, at.step, await verifyStep(probe!, at, evaluation));
  }

  return {
    id,
    addProgram(program, wholeData) {
      if (probe) probe.add(program, wholeData);
      else waiting.push({ program, wholeData });
    },
    start(training) {
      probe = makeCurvatureProbe(core, training, id + 1, heartbeat);
      for (const { program, wholeData } of waiting.splice(0)) probe.add(program, wholeData);
      take = snapshotsOf(training);
    },
    next() {
      const at = take();
      if (!at) return null;
      newest = at;
      if (settings.every === null || (settings.every > 0 && at.step % settings.every === 0)) track(at);
      return at.number;
    },
    anchorDue() {
      if (!due) return false;
      const at = due;
      due = null;
      anchor(at);
      return true;
    },
    async measure(what) {
      if (!probe || !newest) throw new Error('Nothing can be measured yet: no step of this training is recorded.');
      await measureAt(what, newest);
      return newest.step;
    },
    async finish() {
      if (!probe || !newest) return;
      if (asked()) parts.record('curvature', id, newest.step, probe.spectrum(newest, wishes()));
      else if (settings.every !== 0 && anchored !== newest.step) anchor(newest);
      if (settings.newton) await measureAt('newton', newest);
      if (settings.verify) await measureAt('verify', newest);
    },
  };
}

function snapshotsOf({
  memory,
  shape,
  snapshots,
  numbers,
}: CurvatureTraining): () => (ProbedStep & { number: number }) | null {
  const read = (slot: SnapshotSlot) => {
    const { step, number, learningRate, iterations, before, after, accumulators } = readSnapshot(slot, shape);
    const optimizer = numbers && { ...numbers, learningRate, iterations };
    return { step, number, before, after, accumulators, optimizer };
  };
  if (snapshots === 'newest') {
    const reader = tripleBufferReader(memory, shape);
    return () => {
      const slot = reader.take();
      return slot && read(slot);
    };
  }
  const reader = queueReader(memory, shape);
  return () => {
    const slot = reader.take();
    if (!slot) return null;
    const snapshot = read(slot);
    reader.done();
    return snapshot;
  };
}
