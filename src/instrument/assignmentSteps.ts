/**
 * Trainings without a gradient call: trainable Variables assigned in a loop by expressions that read them. The set of
 * variables is what is assigned until one of them is assigned again; their direction is −Δw; their loss is the scalar that
 * was computed from them and read back.
 */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TrainingPayload } from '../protocol/records.js';
import type { CallSite, CallSiteReader } from './callSite.js';
import type { Lineage } from './lineage.js';
import type { Origins } from './origins.js';
import { lossReading } from './lossReading.js';
import type { OwnForward } from './ownForward.js';
import { termInfo } from './penalties.js';
import type { StepRecorder } from './stepRecorder.js';
import type { OpenStep, Training, TrainingBook } from './training.js';

export interface AssignmentSteps {
  /** Before an assignment that is no part of a gradient step; true where it is part of one of these. */
  assigning(variable: Variable, value: Tensor, hook: Hook): boolean;
  /** After any assignment, and after a Variable was made. */
  assigned(variable: Variable): void;
  /** Data was read back by the program. */
  read(dataId: DataId, tensor: { bytes: number; dtype: string } | undefined): void;
  /** A gradient call: what is assigned around it is not a hand-written gradient. */
  gradientCall(): void;
  finish(): void;
}

/** One turn of the loop. */
interface Round {
  variables: Variable[];
  site: CallSite | null;
  step: OpenStep;
  /** Values of sources from this stamp on are those that the round updates. */
  from: number;
}

type Hook = (...args: never[]) => unknown;

export function assignmentSteps(
  lineage: Lineage,
  recorder: StepRecorder,
  book: TrainingBook,
  origins: Origins,
  readSite: CallSiteReader,
  forward: () => OwnForward | null,
): AssignmentSteps {
  const bits = new WeakMap<Variable, number>();
  const lastAssigned = new WeakMap<Variable, number>();
  const reading = lossReading(lineage, recorder, (loss) => forward()?.loss(loss));
  let turns = 0;
  let gradientCalls = 0;
  let training: Training | null = null;
  let members: Variable[] = [];
  let round: Round | null = null;
  /** The last complete round, kept until the next begins: its loss may be read after its update. */
  let held: { round: Round; write: () => void } | null = null;
  /** Stamp of the variables as the last complete round left them. */
  let from = 0;

  function mark(variable: Variable): void {
    const bit = bits.get(variable) ?? lineage.newBit();
    bits.set(variable, bit);
    lineage.stamp++;
    lineage.seed(variable.dataId, bit);
  }

  function begin(hook: Hook): Round {
    emit();
    lineage.restart();
    const step = recorder.open(members.length, training);
    round = { variables: [], site: training ? null : readSite.direct(hook, 'assign'), step, from };
    step.losses = reading.between(from, Infinity);
    return round;
  }

  function emit(): void {
    if (!held) return;
    const { round: done, write } = held;
    held = null;
    if (done.step.losses.length === 0) done.step.losses = reading.between(done.from, from);
    write();
  }

  /** All variables of the loop have been assigned. */
  function complete(done: Round, of: Training): void {
    from = ++lineage.stamp;
    for (const variable of members) lineage.seed(variable.dataId, bits.get(variable)!);
    recorder.implyGradients(done.step);
    held = { round: done, write: recorder.hold(done.step, of, members, null, null) };
    round = null;
    forward()?.turned(of.id, ++turns + 1, members);
  }

  /** The first round ends where one of its variables is assigned again: that it is a loop is known only then. */
  function confirm(first: Round): void {
    members = first.variables;
    training = book.add(...described(first, origins));
    const ended = lineage.stamp;
    complete(first, training);
    // What the second round computed so far, it computed before this was known.
    from = ended;
  }

  /** The loop ended, or was none. */
  function leave(): void {
    emit();
    training = round = null;
    members = [];
    turns = 0;
    forward()?.left();
  }

  function readsItself(variable: Variable, value: Tensor): boolean {
    const found = lineage.of(value.dataId);
    return found !== undefined && (found.bits & (bits.get(variable) ?? 0)) !== 0 && value.dataId !== variable.dataId;
  }

  return {
    assigning(variable, value, hook) {
      if (!variable.trainable || variable.dtype !== 'float32' || origins.isOptimizers(variable)) return false;
      // Assigned twice without a gradient call between: followed again.
      if (lastAssigned.get(variable) === gradientCalls) lineage.active = true;
      lastAssigned.set(variable, gradientCalls);
      if (!lineage.active || !readsItself(variable, value)) return false;
      if (training && !members.includes(variable)) leave();
      if (round?.variables.includes(variable)) {
        if (training) complete(round, training);
        else confirm(round);
      }
      const current = round ?? begin(hook);
      const row = training ? members.indexOf(variable) : current.variables.length;
      if (!training) recorder.grow(current.step);
      current.variables.push(variable);
      recorder.update(current.step, row, variable, value, true);
      if (training && current.variables.length === 1) {
        recorder.implyGradients(current.step);
        recorder.beforeUpdate(current.step, training, members, null);
      }
      return true;
    },
    assigned(variable) {
      if (!lineage.active || !variable.trainable || variable.dtype !== 'float32') return;
      mark(variable);
      if (training && round?.variables.length === members.length) complete(round, training);
    },
    read(dataId, info) {
      if (!lineage.active || info?.bytes !== 4 || info.dtype !== 'float32') return;
      const found = lineage.of(dataId);
      if (found && found.path !== 0) reading.readBack(found, dataId);
    },
    gradientCall() {
      gradientCalls++;
      lineage.active = false;
      if (round || training) leave();
    },
    finish() {
      if (training && round) complete(round, training);
      emit();
    },
  };
}

function described({ variables, site }: Round, origins: Origins): Parameters<TrainingBook['add']> {
  const penalties = origins.penalties(variables);
  const payload: TrainingPayload = {
    file: site?.file ?? null,
    line: site?.line ?? null,
    callee: 'assign',
    found: 'assignments',
    optimizer: null,
    variables: variables.map((variable) => origins.info(variable)),
    terms: penalties.map(termInfo),
    planned: { steps: null, epochs: null, stepsPerEpoch: null },
  };
  return [payload, penalties];
}
