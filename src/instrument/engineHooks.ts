/** The hooks on the engine itself: gradient calls, variables, ops. Each calls `poll` and then gets out of the way. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { CallSiteReader } from './callSite.js';
import { isVariable, replaceMethod, type Engine } from './engine.js';
import type { GradientSteps } from './gradientSteps.js';
import type { FitContext } from './models.js';
import type { Origins } from './origins.js';
import { forwardOrder } from './training.js';

/** Functions in which an optimizer makes variables of its own: some of them it marks as trainable (Adam's powers of β). */
const OPTIMIZER = /Optimizer$|^applyGradients$/;

export interface EngineParts {
  steps: GradientSteps;
  origins: Origins;
  readSite: CallSiteReader;
  currentFit(): FitContext | null;
  busy(): boolean;
  poll(kernel?: string): void;
}

export function hookEngine(engine: Engine, parts: EngineParts): void {
  const { steps, origins, readSite, poll } = parts;
  const variableClasses = new WeakSet();

  replaceMethod(engine, 'gradients', (original) => {
    const hook: Engine['gradients'] = function (this: Engine, f, xs, dy, allowNoGradients) {
      poll();
      // Nested gradients (a gradient penalty, a Hessian-vector product) are part of the outer call.
      if (parts.busy() || this.state.gradientDepth > 0 || !xs.every(isVariable)) {
        return original.call(this, f, xs, dy, allowNoGradients);
      }
      const fit = parts.currentFit();
      const at = steps.begin(fit ? fit.site : readSite(hook), fit, xs);
      if (at.variables.length > 0) {
        const result = original.call(this, f, xs, dy, allowNoGradients);
        steps.end(at, xs, result, at.variables);
        return result;
      }
      const own = xs.filter((variable) => !origins.isOptimizers(variable));
      let order = own;
      const ordered = () => {
        const value = f();
        order = forwardOrder(own, this.state.activeTape ?? []);
        return value;
      };
      const result = original.call(this, ordered, xs, dy, allowNoGradients);
      steps.end(at, xs, result, order);
      return result;
    };
    return hook;
  });

  replaceMethod(engine, 'makeVariable', (original) => {
    const hook: Engine['makeVariable'] = function (this: Engine, initialValue, trainable, name, dtype) {
      const variable = original.call(this, initialValue, trainable, name, dtype);
      let inner = false;
      const site = readSite(hook, (name) => {
        inner ||= OPTIMIZER.test(name);
      });
      origins.variableMade(variable, site, inner);
      watchAssignments(variable);
      return variable;
    };
    return hook;
  });

  replaceMethod(engine, 'runKernelFunc', (original) => {
    return function (this: Engine, call) {
      poll(call.kernelName);
      return original.call(this, call);
    };
  });

  /** Each copy of tfjs-core has a Variable class of its own: hooked at its first variable. */
  function watchAssignments(variable: Variable): void {
    const prototype = Object.getPrototypeOf(variable) as Variable;
    if (variableClasses.has(prototype) || !Object.hasOwn(prototype, 'assign')) return;
    variableClasses.add(prototype);
    replaceMethod(prototype, 'assign', (original) => {
      return function (this: Variable, value: Tensor) {
        poll();
        const part = !parts.busy() && fits(this, value) && steps.assigning(this, value);
        original.call(this, value);
        if (part) steps.assigned(this);
      };
    });
  }
}

/** Whether TensorFlow.js will take the value: if not, it throws, and nothing was assigned. */
function fits(variable: Variable, value: Tensor | undefined): boolean {
  const sameShape =
    value?.shape.length === variable.shape.length && value.shape.every((n, i) => n === variable.shape[i]);
  return sameShape && value.dtype === variable.dtype && !value.isDisposed && !variable.isDisposed;
}
