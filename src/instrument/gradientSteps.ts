/**
 * Trainings found by their gradients with respect to Variables: fit, minimize, variableGrads and all else that asks the
 * engine for them. A step closes when every variable that got a gradient has been assigned, or at the next gradient call
 * of the same training if any was; a gradient call that no assignment follows is a micro-batch of the next step.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { CallSite } from './callSite.js';
import type { Engine, Gradients } from './engine.js';
import type { GradientObservation } from './gradientObserver.js';
import { gradientStep, isGivenRaw, reopened, type GradientSite, type GradientStep } from './gradientStep.js';
import type { FitContext } from './models.js';
import {
  learningRate,
  optimizerInfo,
  type GivenGradients,
  type OptimizerObject,
  type OptimizerWatch,
} from './optimizers.js';
import type { Origins } from './origins.js';
import { norm } from './measure.js';
import { termInfo } from './penalties.js';
import type { StepRecorder } from './stepRecorder.js';
import type { Training, TrainingBook } from './training.js';

export interface GradientSteps {
  /** Before a gradient call: closes a step that waits for it. */
  begin(site: CallSite | null, fit: FitContext | null, xs: readonly Variable[]): GradientSite;
  /** After it. `order`: the variables in forward order, asked for where `at.variables` is empty. */
  end(
    at: GradientSite,
    xs: readonly Variable[],
    result: Gradients,
    order: Variable[],
    observation: GradientObservation | null,
  ): void;
  applying(optimizer: OptimizerObject, gradients: GivenGradients): void;
  /** Before an assignment; true where it is part of a step: then `assigned` follows. */
  assigning(variable: Variable, value: Tensor): boolean;
  assigned(variable: Variable): void;
  /** Whether a training updates this variable. */
  trains(variable: Variable): boolean;
  finish(): void;
}

export function gradientSteps(
  engine: Engine,
  recorder: StepRecorder,
  book: TrainingBook,
  origins: Origins,
  optimizers: OptimizerWatch,
): GradientSteps {
  const sites = new Map<string, GradientSite>();
  const trained = new WeakMap<Variable, Set<Training>>();
  /** Sites with an open step, the newest last. */
  let opened: GradientSite[] = [];
  /** Of the last gradient call: most often also of the next one. */
  let last: GradientSite | null = null;

  function siteOf(site: CallSite | null, fit: FitContext | null, xs: readonly Variable[]): GradientSite {
    if (last?.site === site && last.xs.length === xs.length && xs.every((x, i) => x === last!.xs[i])) return last;
    const key = `${site?.file}:${site?.line}:${site?.column}|${xs.map(({ id }) => id).join()}`;
    let at = sites.get(key);
    if (!at) {
      const none = { open: null, closed: null, trainings: [] };
      at = { site, fit, xs: xs.slice(), variables: [], rows: new Map(), ...none };
      sites.set(key, at);
    }
    return at;
  }

  function resolve(at: GradientSite, optimizer: OptimizerObject | null): Training {
    const known = at.trainings.find((entry) => entry.optimizer === optimizer) ?? predecessor(at, optimizer);
    if (known) {
      known.optimizer = optimizer;
      return known.training;
    }
    const training = addTraining(at, optimizer, book, origins);
    for (const variable of at.variables) trained.set(variable, (trained.get(variable) ?? new Set()).add(training));
    at.trainings.push({ training, optimizer, constructed: optimizers.constructed() });
    return training;
  }

  /** An optimizer made anew in the loop (a schedule, a second compile) continues the training of the one before. */
  function predecessor(at: GradientSite, optimizer: OptimizerObject | null) {
    if (!optimizer || at.trainings.length === 0) return undefined;
    const { name } = optimizerInfo(optimizer);
    return at.trainings.find(
      ({ training, constructed }) =>
        training.payload.optimizer?.name === name && optimizers.age(optimizer) >= constructed,
    );
  }

  function openStep(at: GradientSite): GradientStep {
    const training = at.trainings.at(-1)?.training ?? null;
    const { closed } = at;
    if (!closed) return gradientStep(recorder.open(at.variables.length, training));
    at.closed = null;
    recorder.reopen(closed, training);
    return reopened(closed);
  }

  function measureRaw(open: GradientStep): void {
    recorder.gradients(open, open.raw);
    open.rawMeasured = true;
    open.gradient.forEach((statistics, row) => (open.rawNorms[row]! += statistics ? norm(statistics) : 0));
  }

  /** The update starts: nothing has been assigned yet. */
  function start(at: GradientSite, open: GradientStep, optimizer: OptimizerObject | null): void {
    if (!open.rawMeasured && !open.given) measureRaw(open);
    open.optimizer = optimizer;
    open.implied = optimizer === null && open.losses.length > 1;
    open.training = resolve(at, optimizer);
    open.training.optimizer = optimizer;
    at.fit?.stepOf(open.training);
    const { id, step } = open.training;
    recorder.measuring(() => {
      for (const observation of open.observations.splice(0)) observation.resolved(id, step + 1);
    });
    recorder.beforeUpdate(open, open.training, at.variables, learningRate(optimizer));
  }

  function close(at: GradientSite, open: GradientStep): void {
    opened = opened.filter((other) => other !== at);
    at.open = null;
    if (!open.training) return;
    // What is made anew at each step the engine places among old objects, which keep their tensors from being collected.
    at.closed = open;
    open.raw.fill(null);
    const microBatches = open.losses.length;
    if (open.implied) recorder.implyGradients(open);
    const raw = open.implied || open.given ? open.rawNorms.map((sum) => sum / microBatches) : null;
    open.training.midUpdate = open.optimizer !== null && optimizers.running.includes(open.optimizer);
    recorder.close(open, open.training, at.variables, learningRate(open.optimizer), raw);
    // Gradients that other calls computed with the weights of before are stale.
    for (const other of opened) {
      if (other.open?.assigned === 0 && at.variables.some((variable) => other.rows.has(variable))) other.open = null;
    }
    opened = opened.filter((other) => other.open);
  }

  function give(open: GradientStep, rows: (Tensor | null)[]): void {
    const same =
      open.losses.length === 1 && rows.every((tensor, row) => !tensor || tensor.dataId === open.raw[row]?.dataId);
    if (same) return;
    open.given = true;
    recorder.gradients(open, rows);
  }

  const newestWith = (variable: Variable | undefined) => variable && opened.findLast(({ rows }) => rows.has(variable));
  /** The update under way, else the newest gradient call, that a variable's assignment belongs to. */
  const updating = (variable: Variable) =>
    opened.findLast(({ rows, open }) => open?.training && rows.has(variable)) ?? newestWith(variable);

  return {
    begin(site, fit, xs) {
      const at = (last = siteOf(site, fit, xs));
      at.fit = fit;
      if (at.open && at.open.assigned > 0) close(at, at.open);
      return at;
    },
    end(at, xs, { value, grads }, order, observation) {
      if (at.variables.length === 0) {
        at.variables = order;
        at.rows = new Map(order.map((variable, row) => [variable, row]));
      }
      const open = (at.open ??= openStep(at));
      at.variables.forEach((variable, row) => {
        const tensor = grads[xs.indexOf(variable)] ?? null;
        open.raw[row] = tensor;
        if (tensor) open.pending.add(row);
      });
      open.rawMeasured = false;
      open.losses.push(recorder.scalar(value));
      if (observation) open.observations.push(observation);
      // Inside minimize the optimizer is given these very tensors next: measured then, once.
      if (optimizers.running.length === 0) measureRaw(open);
      opened = [...opened.filter((other) => other !== at), at];
    },
    applying(optimizer, gradients) {
      const newest = opened.at(-1);
      if (newest?.open && isGivenRaw(newest, newest.open, gradients)) {
        if (!newest.open.training) start(newest, newest.open, optimizer);
        return;
      }
      const given = Array.isArray(gradients)
        ? gradients
        : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
      const { registeredVariables } = engine.state;
      // The call that returned these very tensors, else (clipped, accumulated) the newest about one of the variables.
      const tensors = new Set(given.map(({ tensor }) => tensor?.dataId));
      const at =
        opened.findLast(({ open }) => open?.raw.some((tensor) => tensor && tensors.has(tensor.dataId))) ??
        given.map(({ name }) => newestWith(registeredVariables[name])).find((found) => found);
      if (!at?.open) return;
      const rows: (Tensor | null)[] = at.variables.map(() => null);
      for (const { name, tensor } of given) {
        const variable = registeredVariables[name];
        const row = variable && at.rows.get(variable);
        if (row !== undefined) rows[row] = tensor;
      }
      give(at.open, rows);
      if (!at.open.training) start(at, at.open, optimizer);
    },
    assigning(variable, value) {
      const at = updating(variable);
      const row = at?.rows.get(variable);
      if (!at?.open || row === undefined || !at.open.pending.has(row)) {
        // Assigned from outside a step: what is known of the weights no longer holds.
        for (const training of trained.get(variable) ?? []) training.weight = null;
        return false;
      }
      if (!at.open.training) start(at, at.open, optimizers.running.at(-1) ?? null);
      recorder.update(at.open, row, variable, value, at.open.implied);
      return true;
    },
    assigned(variable) {
      const at = updating(variable);
      if (!at?.open) return;
      at.open.pending.delete(at.rows.get(variable)!);
      at.open.assigned++;
      if (at.open.pending.size === 0) close(at, at.open);
    },
    trains: (variable) => trained.has(variable),
    finish() {
      for (const at of opened.slice()) if (at.open && at.open.assigned > 0) close(at, at.open);
    },
  };
}

function addTraining(
  at: GradientSite,
  optimizer: OptimizerObject | null,
  book: TrainingBook,
  origins: Origins,
): Training {
  const penalties = origins.penalties([...at.variables, ...(at.fit?.weights() ?? [])]);
  return book.add(
    {
      file: at.site?.file ?? null,
      line: at.site?.line ?? null,
      callee: at.site?.callee ?? 'gradients',
      found: 'variables',
      optimizer: optimizer && optimizerInfo(optimizer),
      variables: at.variables.map((variable) => origins.info(variable)),
      terms: penalties.map(termInfo),
      planned: { steps: null, epochs: null, stepsPerEpoch: null },
    },
    penalties,
  );
}
