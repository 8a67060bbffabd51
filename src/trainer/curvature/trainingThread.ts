/** What the curvature thread does for one training: takes its snapshots, measures, and hands over records. */
import type { RecordKind, RecordPayloads } from '../../protocol/records.js';
import { makeCurvatureProbe, type CurvatureProbe, type ProbedStep } from '../../probes/curvature/curvatureProbe.js';
import type { Heartbeat } from '../../probes/curvature/probeSessions.js';
import { makeJacobianProbe, type JacobianProbe } from '../../probes/jacobian/jacobianProbe.js';
import { nothingMeasured } from '../../probes/curvature/notMeasured.js';
import { newtonOrWhy } from '../../probes/curvature/newton.js';
import type { OwnUpdate } from '../../probes/curvature/ownUpdates.js';
import type { WholeData } from '../../probes/curvature/probeParts.js';
import type { SpectrumWishes } from '../../probes/curvature/spectrum.js';
import { makeTermsProbe, type RecordedStep } from '../../probes/terms/termsProbe.js';
import type { SourceNames } from '../../probes/terms/sourceNames.js';
import { startVerification, verifyStep } from '../../probes/curvature/verify.js';
import type { EvaluationPlace } from '../../probes/evaluation/messages.js';
import type { MeasureSettings } from '../../protocol/settings.js';
import type { Measurement } from '../../protocol/curvature.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { readSnapshot, type SnapshotSlot } from './snapshot.js';
import { queueReader } from './snapshotQueue.js';
import { termsSchedule } from './termsSchedule.js';
import type { CurvatureTraining } from './threadMessages.js';
import { tripleBufferReader } from './tripleBuffer.js';

/** Measurements of the track between two anchors. */
const ANCHOR_EVERY = 50;
/** Eigenvalues at each end of a spectrum that was asked for without a number. */
export const SPECTRUM_EIGENVALUES = 10;

export interface TrainingThread {
  readonly id: number;
  addProgram(recorded: RecordedStep, wholeData: WholeData): void;
  /** An update that the program made itself. */
  addUpdate(update: OwnUpdate): void;
  /** Comes when the first step is over, after the first program. */
  start(training: CurvatureTraining): void;
  /** Measures at the next snapshot; the number of the snapshot, null: there is none. */
  next(): number | null;
  /** Measures the anchor that is due; between its products the track may go on. Answers whether there was one. */
  anchorDue(): boolean;
  /** Measures the terms of the loss where that is due; answers whether it was. */
  termsDue(): boolean;
  /** What was asked for while the program runs or stands; answers the step. @throws where there is no snapshot yet. */
  measure(what: Measurement): Promise<number>;
  /** At the weights that the program ended with. */
  finish(at: ProbedStep): Promise<void>;
  /** Says of the steps up to the last one that were not taken that they are not measured. */
  leaveOut(last: number): void;
}

export interface TrainingThreadParts {
  core: TensorflowCore;
  settings: MeasureSettings;
  evaluation: EvaluationPlace;
  names: SourceNames;
  /** Called before each product of whatever takes long. */
  heartbeat: Heartbeat;
  record<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
}

export function trainingThread(id: number, parts: TrainingThreadParts): TrainingThread {
  const { core, settings, heartbeat, evaluation } = parts;
  let lastUpdate: OwnUpdate | null = null;
  const waiting: { program: LossProgram; wholeData: WholeData }[] = [];
  let probe: CurvatureProbe | null = null;
  let jacobian: JacobianProbe | null = null;
  let take: () => (ProbedStep & { number: number }) | null = () => null;
  let newest: ProbedStep | null = null;
  let tracked = 0;
  let anchored = 0;
  /** The last step that was taken, where every step is to be. */
  let taken = 0;
  let everyStep = false;
  /** The step at which an anchor is to be measured. */
  let due: ProbedStep | null = null;

  const terms = termsSchedule(makeTermsProbe(core, parts.names), settings, (step, payload) => {
    parts.record('lossTerms', id, step, payload);
  });

  const asked = () => settings.eigenvalues !== null || settings.density;
  const wishes = () => ({ eigenvalues: settings.eigenvalues ?? SPECTRUM_EIGENVALUES, density: settings.density });

  function track(at: ProbedStep): void {
    parts.record('curvature', id, at.step, probe!.track(at));
    if (++tracked % ANCHOR_EVERY === 0) due = at;
  }

  /** A gap is told by its ends. */
  function leftOut(from: number, to: number): void {
    const why = 'steps came faster than λ1 can be measured: these were left out';
    for (const step of new Set([from, to]))
      if (from <= to) parts.record('curvature', id, step, nothingMeasured('track', why));
  }

  function anchor(at: ProbedStep): void {
    parts.record('curvature', id, at.step, probe!.anchor(at));
    anchored = at.step;
  }

  function outputs(at: ProbedStep): void {
    parts.record('jacobian', id, at.step, jacobian!.norm(at));
  }

  function spectrum(at: ProbedStep, wanted: SpectrumWishes): void {
    const { payload, hessian } = probe!.spectrum(at, wanted);
    parts.record('curvature', id, at.step, payload);
    if (hessian) parts.record('hessian', id, at.step, hessian);
  }

  async function measureAt(what: Measurement, at: ProbedStep): Promise<void> {
    if (what === 'spectrum') {
      spectrum(at, { ...wishes(), density: true });
    } else if (what === 'newton') {
      parts.record('newton', id, at.step, newtonOrWhy(probe!, at));
    } else parts.record('verify', id, at.step, await verifyStep(probe!, at, evaluation));
  }

  return {
    id,
    addProgram(recorded, wholeData) {
      const { program } = recorded;
      terms.add(recorded);
      if (probe) probe.add(program, wholeData);
      else waiting.push({ program, wholeData });
    },
    addUpdate(update) {
      lastUpdate = update;
      probe?.addUpdate(update);
    },
    start(training) {
      probe = makeCurvatureProbe(core, training, id + 1, heartbeat);
      jacobian = makeJacobianProbe(core, probe, training.variables, id + 1, heartbeat);
      for (const { program, wholeData } of waiting.splice(0)) probe.add(program, wholeData);
      if (lastUpdate) probe.addUpdate(lastUpdate);
      take = snapshotsOf(training);
      everyStep = training.snapshots === 'every';
    },
    next() {
      const at = take();
      if (!at) return null;
      newest = at;
      if (everyStep && taken > 0) leftOut(taken + 1, at.step - 1);
      taken = at.step;
      const begun = performance.now();
      if (settings.every === null || (settings.every > 0 && at.step % settings.every === 0)) track(at);
      terms.stepped(at, performance.now() - begun);
      return at.number;
    },
    anchorDue() {
      if (!due) return false;
      const at = due;
      due = null;
      anchor(at);
      outputs(at);
      return true;
    },
    termsDue: () => terms.due(),
    async measure(what) {
      if (!probe || !newest) throw new Error('Nothing can be measured yet: no step of this training is recorded.');
      await measureAt(what, newest);
      return newest.step;
    },
    async finish(at) {
      terms.finish(at);
      if (!probe) return;
      // The longest of all, in a thread of its own: it goes first, and is waited for last.
      const verification = settings.verify ? await startVerification(probe, at, evaluation) : null;
      if (asked()) spectrum(at, wishes());
      else if (settings.every !== 0 && anchored !== at.step) anchor(at);
      if (settings.jacobian) parts.record('jacobian', id, at.step, jacobian!.detail(at));
      else if (settings.every !== 0) parts.record('jacobian', id, at.step, jacobian!.robustness(at));
      if (settings.newton) await measureAt('newton', at);
      if (verification) parts.record('verify', id, at.step, await verification.finish());
    },
    leaveOut(last) {
      // Where none was taken the oldest that waits is the first of them.
      const first = taken > 0 ? taken + 1 : take()?.step;
      if (everyStep && first !== undefined) leftOut(first, last);
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
