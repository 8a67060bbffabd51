/** The hooks on the engine itself: gradient calls, variables, ops, reads. Each calls `poll` and gets out of the way. */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { AssignmentSteps } from './assignmentSteps.js';
import type { CallSiteReader } from './callSite.js';
import { isVariable, replaceMethod, type Engine, type Gradients } from './engine.js';
import type { GradientObservation, GradientObserver, OpLine } from './gradientObserver.js';
import type { GradientSteps } from './gradientSteps.js';
import type { Guard } from './guard.js';
import type { InsideGradients } from './insideGradients.js';
import type { Lineage } from './lineage.js';
import type { FitContext } from './models.js';
import type { OptimizerWatch } from './optimizers.js';
import type { Origins } from './origins.js';
import type { OwnForward } from './ownForward.js';
import type { TensorSteps } from './tensorSteps.js';
import { forwardOrder } from './training.js';

export interface EngineParts {
  gradient: GradientSteps;
  tensor: TensorSteps;
  assignment: AssignmentSteps;
  lineage: Lineage;
  origins: Origins;
  readSite: CallSiteReader;
  guard: Guard;
  /** Who looks inside gradient calls; null: nobody. */
  observer: GradientObserver | null;
  inside: InsideGradients;
  /** Forward passes of trainings without gradient calls. */
  own: OwnForward;
  /** Where the op that is running comes from, inside of a function named `boundary`. */
  opLine(boundary: string): OpLine | null;
  /** Runs `work` as measuring: hooks it sets off are ignored. */
  measuring<R>(work: () => R): R;
  currentFit(): FitContext | null;
  /** Where an optimizer's minimize was called, while it runs. */
  minimizing(): OptimizerWatch['minimizing'];
  /** Measuring itself calls hooks: they let it pass. */
  busy(): boolean;
  poll(kernel?: string): void;
}

/** Functions in which an optimizer makes variables of its own: some of them it marks as trainable (Adam's powers of β). */
const OPTIMIZER = /Optimizer$|^applyGradients$/;

export function hookEngine(engine: Engine, parts: EngineParts): void {
  hookGradients(engine, parts);
  hookVariables(engine, parts);
  hookOps(engine, parts);
}

/** A gradient call that is watched. */
interface WatchedCall {
  /** Variables whose order the forward pass tells; null: it is known. */
  order: Variable[] | null;
  at: object;
  /** What is differentiated, in the training's order. */
  variables(order: Variable[]): { tensor: Tensor; name: string }[];
  after(result: Gradients, order: Variable[], observation: GradientObservation | null): void;
}

/** Name of the frame around the user's loss function: ops below it are the loss's own. */
const LOSS_FUNCTION = 'lossFunction';

function hookGradients(engine: Engine, parts: EngineParts): void {
  const { gradient, tensor, assignment, origins, readSite, guard, inside } = parts;

  const before = guard((hook: Engine['gradients'], xs: Tensor[]): WatchedCall | null => {
    assignment.gradientCall();
    const fit = parts.currentFit();
    const minimizing = parts.minimizing();
    const site = fit ? fit.site : minimizing ? readSite.inside(minimizing.around, hook) : readSite(hook);
    if (xs.every(isVariable)) {
      const at = gradient.begin(site, fit, xs);
      const order = at.variables.length > 0 ? null : xs.filter((variable) => !origins.isOptimizers(variable));
      return {
        ...{ order, at },
        variables: (ordered) =>
          (order ? ordered : at.variables).map((variable) => ({ tensor: variable, name: variable.name })),
        after: (result, ordered, observation) => gradient.end(at, xs, result, ordered, observation),
      };
    }
    const at = tensor.begin(site, xs);
    if (!at) return null;
    return {
      ...{ order: null, at },
      variables: () => tensor.names(at, xs).map((name, i) => ({ tensor: xs[i]!, name })),
      after: (result, _order, observation) => tensor.end(at, xs, result, observation),
    };
  }, null);
  const after = guard(
    (call: WatchedCall, ...results: Parameters<WatchedCall['after']>) => call.after(...results),
    undefined,
  );
  const observe = guard((call: WatchedCall, xs: Tensor[]): GradientObservation | null => {
    const line = () => parts.opLine(LOSS_FUNCTION);
    const observation = parts.observer?.begin({ engine, at: call.at, xs, line }) ?? null;
    if (observation) inside.enter(observation);
    return observation;
  }, null);
  const observed = guard(
    (observation: GradientObservation, call: WatchedCall, result: Gradients, order: Variable[]) => {
      const signature = inside.leave();
      parts.measuring(() => {
        observation.ended(signature, result, call.variables(order));
      });
    },
    undefined,
  );

  replaceMethod(engine, 'gradients', (original) => {
    const hook: Engine['gradients'] = function (this: Engine, f, xs, dy, allowNoGradients) {
      parts.poll();
      // Nested gradients (a gradient penalty, a Hessian-vector product) are part of the outer call.
      const watched = parts.busy() || this.state.gradientDepth > 0 || xs.length === 0 ? null : before(hook, xs);
      if (!watched) return original.call(this, f, xs, dy, allowNoGradients);
      let order = watched.order ?? [];
      const observation = dy ? null : observe(watched, xs);
      const forward = {
        // A property's name stays what it is in a bundle.
        [LOSS_FUNCTION]: () => {
          const value = f();
          if (watched.order) order = forwardOrder(order, this.state.activeTape ?? []);
          if (observation) inside.returned(value);
          return value;
        },
      };
      let result: Gradients;
      try {
        result = original.call(
          this,
          watched.order || observation ? forward[LOSS_FUNCTION] : f,
          xs,
          dy,
          allowNoGradients,
        );
      } catch (error) {
        inside.leave();
        observation?.failed(error);
        throw error;
      }
      if (observation) observed(observation, watched, result, order);
      after(watched, result, order, observation);
      return result;
    };
    return hook;
  });
}

function hookVariables(engine: Engine, parts: EngineParts): void {
  const { gradient, assignment, origins, readSite, guard, poll } = parts;
  const variableClasses = new WeakSet();

  const made = guard((hook: Engine['makeVariable'], variable: Variable) => {
    let inner = false;
    const site = readSite(hook, (name) => {
      inner ||= OPTIMIZER.test(name);
    });
    origins.variableMade(variable, site, inner);
    if (!inner) assignment.assigned(variable);
    watchAssignments(variable);
  }, undefined);

  replaceMethod(engine, 'makeVariable', (original) => {
    const hook: Engine['makeVariable'] = function (this: Engine, initialValue, trainable, name, dtype) {
      const variable = original.call(this, initialValue, trainable, name, dtype);
      made(hook, variable);
      return variable;
    };
    return hook;
  });

  const assigning = guard((hook: Variable['assign'], variable: Variable, value: Tensor) => {
    if (parts.busy() || !fits(variable, value)) return 'other';
    if (gradient.assigning(variable, value)) return 'gradient';
    if (!gradient.trains(variable)) assignment.assigning(variable, value, hook);
    return 'other';
  }, 'other');
  const assigned = guard((part: string, variable: Variable) => {
    origins.assigned(variable);
    if (part === 'gradient') gradient.assigned(variable);
    else assignment.assigned(variable);
  }, undefined);

  /** Each copy of tfjs-core has a Variable class of its own: hooked at its first variable. */
  function watchAssignments(variable: Variable): void {
    const prototype = Object.getPrototypeOf(variable) as Variable;
    if (variableClasses.has(prototype) || !Object.hasOwn(prototype, 'assign')) return;
    variableClasses.add(prototype);
    replaceMethod(prototype, 'assign', (original) => {
      const hook: Variable['assign'] = function (this: Variable, value) {
        poll();
        const part = assigning(hook, this, value);
        original.call(this, value);
        assigned(part, this);
      };
      return hook;
    });
  }
}

function hookOps(engine: Engine, { lineage, assignment, guard, busy, poll, inside, own }: EngineParts): void {
  const note = guard(lineage.note, undefined);
  const ownOp = guard(own.op, undefined);
  const recordingNow = () => inside.recording ?? own.recording;
  replaceMethod(engine, 'runKernelFunc', (original) => {
    return function (this: Engine, call) {
      poll(call.kernelName);
      if (lineage.active && this.state.kernelDepth === 0 && !busy()) ownOp(call);
      const recording = busy() ? null : recordingNow();
      const outputs = recording ? recording.op(call, (given) => original.call(this, given)) : original.call(this, call);
      if (inside.signing && !busy()) inside.sign(this, call, outputs);
      if (lineage.active && this.state.kernelDepth === 0 && !busy()) note(call, outputs);
      return outputs;
    };
  });

  replaceMethod(engine, 'clone', (original) => {
    return function (this: Engine, tensor) {
      const copy = original.call(this, tensor);
      recordingNow()?.cloned(tensor, copy);
      return copy;
    };
  });

  const read = guard((dataId: DataId) => {
    if (!busy()) recordingNow()?.read(dataId);
    if (lineage.active && !busy()) assignment.read(dataId, engine.state.tensorInfo.get(dataId));
  }, undefined);
  replaceMethod(engine, 'readSync', (original) => {
    return function (this: Engine, dataId) {
      read(dataId);
      return original.call(this, dataId);
    };
  });
  replaceMethod(engine, 'read', (original) => {
    return function (this: Engine, dataId) {
      read(dataId);
      return original.call(this, dataId);
    };
  });
}

/** Whether TensorFlow.js will take the value: if not, it throws, and nothing was assigned. */
function fits(variable: Variable, value: Tensor | undefined): boolean {
  const sameShape =
    value?.shape.length === variable.shape.length && value.shape.every((n, i) => n === variable.shape[i]);
  return sameShape && value.dtype === variable.dtype && !value.isDisposed && !variable.isDisposed;
}
