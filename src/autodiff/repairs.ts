/**
 * Second derivatives in TensorFlow.js, right or refused. What is repaired, from outside: the order of the tape
 * (`tapeOrder.ts`), customGrad inside of a nested gradient (`nestedCustomGrad.ts`), gradients that are missing or wrong
 * (`gradients/`), and silence (`refuseUnknown.ts`). `docs/second-order.md` has the state of every op.
 *
 * A repair changes the bits of a gradient here and there (sums in another order), so never install any where a user's
 * training runs: scope them, or install them in a thread of their own.
 */
import type { TensorflowCore } from '../tensorflow/core.js';
import { differentiableInputs, rememberInputs } from './differentiableInputs.js';
import { engineOf, overrideMethod, type Engine } from './engine.js';
import { registerRules } from './gradientRules.js';
import { gradientRules } from './gradients/rules.js';
import { runCustomGradOnTape } from './nestedCustomGrad.js';
import { isStrict, makeStrict, refuseUnknown } from './refuseUnknown.js';
import { moveBeforeOwnClones } from './tapeOrder.js';

const installed = new WeakMap<Engine, () => void>();

/** Installs all repairs for the process's engine until the returned function is called. Does nothing the second time. */
export function installRepairs(core: TensorflowCore): () => void {
  const engine = engineOf(core);
  const before = installed.get(engine);
  if (before) return before;
  const undo = [registerRules(core, gradientRules), repairTape(core, engine), repairCustomGrad(engine)];
  const uninstall = () => {
    if (!installed.delete(engine)) return;
    for (const step of undo.reverse()) step();
  };
  installed.set(engine, uninstall);
  return uninstall;
}

/**
 * Runs f with all repairs installed. Afterwards, also when f throws, the gradient registry and the engine's methods are
 * exactly what they were. f must be synchronous; inside of another `withRepairs` nothing is done twice.
 */
export function withRepairs<T>(core: TensorflowCore, f: () => T): T {
  if (installed.has(engineOf(core))) return f();
  const uninstall = installRepairs(core);
  try {
    return f();
  } finally {
    uninstall();
  }
}

function repairTape(core: TensorflowCore, engine: Engine): () => void {
  return overrideMethod(engine, 'addTapeNode', (original) => {
    return function (this: Engine, kernelName, inputs, outputs, gradient, saved, attributes) {
      const tape = this.state.activeTape!;
      const isNested = this.state.gradientDepth >= 2;
      if (isNested) makeStrict(tape);
      const kept = isStrict(tape) ? differentiableInputs(kernelName, inputs, outputs) : inputs;
      original.call(this, kernelName, kept, outputs, gradient, saved, attributes);
      if (kept !== inputs) rememberInputs(tape.at(-1)!, inputs);
      // Only customGrad brings its own gradient.
      if (gradient != null) return;
      refuseUnknown(core, tape, tape.at(-1)!);
      if (isNested) moveBeforeOwnClones(tape, saved.length);
    };
  });
}

function repairCustomGrad(engine: Engine): () => void {
  return overrideMethod(engine, 'runKernelFunc', (original) => {
    return function (this: Engine, call) {
      const { gradientDepth, kernelDepth } = this.state;
      if (call.kernelName != null || gradientDepth < 2 || kernelDepth > 0) return original.call(this, call);
      return runCustomGradOnTape(this, call);
    };
  });
}
