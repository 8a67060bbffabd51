/**
 * The hooks' sink: records each step, holds the program where a host or the condition asks for it, counts what Gradlens
 * itself costs, and goes on without recording when the disk refuses.
 */
import type { MeasuredStep, StepExtras, StepSink } from '../instrument/sink.js';
import type { FindingPayload, RecordKind, RecordPayloads, StepPayload, TrainingPayload } from '../protocol/records.js';
import { RecordingEnded } from '../runs/runWriter.js';
import type { Diagnosing } from './diagnosing.js';
import type { Governor } from './governor.js';
import type { PauseCondition } from './pauseCondition.js';
import type { PauseGate } from './pauseGate.js';

/** Where records go; throws where the disk refuses. */
export interface RecordWriter {
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
}

export interface RecorderParts {
  writer: RecordWriter;
  gate: PauseGate;
  condition: PauseCondition;
  governor: (training: number) => Governor;
  now(): number;
  /** Whether a training is the one that was asked for. */
  isSelected(id: number, payload: TrainingPayload): boolean;
  /** End the program after this many steps of the selected training. */
  steps: number | null;
  onTraining(id: number, payload: TrainingPayload): void;
  /** A step was recorded; the variables are as it left them. */
  onUpdated(id: number, step: number, updated: NonNullable<StepExtras['updated']>): void;
  /** A step was recorded of a training of other things than Variables with a gradient call. */
  onOwnStep(id: number, step: number): void;
  /** More is known of a training, or it is new. */
  onDescribed(id: number, payload: TrainingPayload): void;
  onStepsDone(): void;
  onRecordingStopped(reason: string): void;
  /** What watches for mistakes, given where its findings go. */
  diagnosis(
    report: (training: number, since: number, finding: FindingPayload) => void,
    nextId: () => number,
  ): Diagnosing;
}

export interface Recorder extends StepSink {
  readonly trainings: ReadonlyMap<number, TrainingPayload>;
  /** What was recorded of a training's loss. */
  lossProgram(id: number, step: number, payload: RecordPayloads['lossProgram']): void;
  /** Why a training has no gradients on its lines. */
  lines(id: number, step: number, payload: RecordPayloads['lines']): void;
  /** A finding about the whole run. */
  finding(payload: Omit<FindingPayload, 'id'>): void;
  readonly diagnosis: Diagnosing;
  /** Milliseconds that the program stood in pauses. */
  readonly stood: number;
  /** Kernels that ran before the first training was found. */
  readonly kernels: Set<string>;
  /** The training that was asked for; null: it was not found (yet). */
  readonly selected: number | null;
}

export function makeRecorder(parts: RecorderParts): Recorder {
  const { gate, now } = parts;
  const trainings = new Map<number, TrainingPayload>();
  const kernels = new Set<string>();
  const governors = new Map<number, Governor>();
  let recording = true;
  let updating = false;
  let stood = 0;
  let stoodCharged = 0;
  let lastClosed = NaN;
  let stoodBefore = 0;
  let selected: number | null = null;
  let findings = 0;
  const nextFinding = () => findings++;
  const diagnosis = parts.diagnosis((id, since, finding) => {
    append('finding', id, since, finding);
  }, nextFinding);

  function append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void {
    if (!recording) return;
    try {
      parts.writer.append(kind, training, step, payload);
    } catch (error) {
      recording = false;
      if (!(error instanceof RecordingEnded)) throw error;
      parts.onRecordingStopped(error.message);
    }
  }
  function governor(id: number): Governor {
    let found = governors.get(id);
    if (!found) governors.set(id, (found = parts.governor(id)));
    return found;
  }

  function hold(id: number, step: number, measured: (() => MeasuredStep) | null): void {
    updating = true;
    const reason = measured === null ? null : parts.condition.holds(id, step, measured);
    const milliseconds = gate.beforeUpdate(reason);
    stood += milliseconds;
  }

  return {
    trainings,
    kernels,
    diagnosis,
    get stood() {
      return stood;
    },
    get selected() {
      return selected;
    },
    training(id, payload) {
      const known = trainings.has(id);
      trainings.set(id, payload);
      if (selected === null && parts.isSelected(id, payload)) selected = id;
      append('training', id, 0, payload);
      diagnosis.training(id, payload);
      parts.onDescribed(id, payload);
      if (!known) parts.onTraining(id, payload);
    },
    plan: (id) => governor(id).plan(),
    beforeUpdate(id, step, measured, broken) {
      diagnosis.beforeUpdate(id, step, broken);
      hold(id, step, measured);
    },
    step(id, step, payload, extras) {
      const begun = now();
      // The hooks' time has the pauses in it. Recording a step is paid by the next one.
      const charged: StepPayload = { ...payload, cost: payload.cost - (stood - stoodCharged) };
      stoodCharged = stood;
      if (!updating) hold(id, step, null);
      updating = false;
      parts.condition.closed(id, payload);
      append('step', id, step, charged);
      if (extras.histogram) append('histogram', id, step, extras.histogram);
      if (extras.terms) append('terms', id, step, extras.terms);
      diagnosis.step(id, step, charged, extras.updated);
      if (extras.updated) parts.onUpdated(id, step, extras.updated);
      else parts.onOwnStep(id, step);
      const pauses = stood - stoodBefore;
      if (!Number.isNaN(lastClosed)) governor(id).closed(begun - lastClosed - pauses, charged.cost);
      stoodBefore = stood;
      lastClosed = begun;
      gate.afterStep(id, step);
      if (id === selected && parts.steps !== null && step >= parts.steps) parts.onStepsDone();
    },
    finding: (payload) => append('finding', -1, 0, { id: nextFinding(), ...payload }),
    metric(id, step, payload) {
      append('metric', id, step, payload);
      diagnosis.metric(id, step, payload);
    },
    lossProgram: (id, step, payload) => append('lossProgram', id, step, payload),
    lines: (id, step, payload) => append('lines', id, step, payload),
    poll(kernel) {
      gate.poll();
      if (kernel !== undefined && trainings.size === 0) kernels.add(kernel);
    },
  };
}
