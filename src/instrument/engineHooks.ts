/** The hooks on the engine itself: gradient calls, variables, ops, reads. Each calls `poll` and gets out of the way. */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { AssignmentSteps } from './assignmentSteps.js';
import type { CallSiteReader } from './callSite.js';
import { isVariable, replaceMethod, type Engine, type Gradients } from './engine.js';
import type { GradientSteps } from './gradientSteps.js';
import type { Guard } from './guard.js';
import type { Lineage } from './lineage.js';
import type { FitContext } from './models.js';
import type { Origins } from './origins.js';
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
  currentFit(): FitContext | null;
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

/** What follows a gradient call: given its result, and the variables in the order of the forward pass. */
type After = (result: Gradients, order: Variable[]) => void;

function hookGradients(engine: Engine, parts: EngineParts): void {
  const { gradient, tensor, assignment, origins, readSite, guard } = parts;

  const before = guard((hook: Engine['gradients'], xs: Tensor[]): { order: Variable[] | null; after: After } | null => {
    assignment.gradientCall();
    const fit = parts.currentFit();
    const site = fit ? fit.site : readSite(hook);
    if (xs.every(isVariable)) {
      const at = gradient.begin(site, fit, xs);
      const order = at.variables.length > 0 ? null : xs.filter((variable) => !origins.isOptimizers(variable));
      return { order, after: (result, ordered) => gradient.end(at, xs, result, ordered) };
    }
    const at = tensor.begin(site, xs);
    return at && { order: null, after: (result) => tensor.end(at, xs, result) };
  }, null);
  const after = guard((then: After, result: Gradients, order: Variable[]) => then(result, order), undefined);

  replaceMethod(engine, 'gradients', (original) => {
    const hook: Engine['gradients'] = function (this: Engine, f, xs, dy, allowNoGradients) {
      parts.poll();
      // Nested gradients (a gradient penalty, a Hessian-vector product) are part of the outer call.
      const watched = parts.busy() || this.state.gradientDepth > 0 || xs.length === 0 ? null : before(hook, xs);
      if (!watched) return original.call(this, f, xs, dy, allowNoGradients);
      let order = watched.order ?? [];
      const forward = () => {
        const value = f();
        order = forwardOrder(order, this.state.activeTape ?? []);
        return value;
      };
      const result = original.call(this, watched.order ? forward : f, xs, dy, allowNoGradients);
      after(watched.after, result, order);
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

function hookOps(engine: Engine, { lineage, assignment, guard, busy, poll }: EngineParts): void {
  const note = guard(lineage.note, undefined);
  replaceMethod(engine, 'runKernelFunc', (original) => {
    return function (this: Engine, call) {
      poll(call.kernelName);
      const outputs = original.call(this, call);
      if (lineage.active && this.state.kernelDepth === 0 && !busy()) note(call, outputs);
      return outputs;
    };
  });

  const read = guard((dataId: DataId) => {
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
