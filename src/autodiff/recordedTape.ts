/** A recorded computation that can be swept backwards many times, where `tf.grads` records anew each time. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { engineOf, type Engine, type TapeNode } from './engine.js';
import { nested } from './errors.js';
import { keepConstants } from './keptConstants.js';
import { RefusedOpError } from './refusedOp.js';
import { makeStrict } from './refuseUnknown.js';
import { withRepairs } from './repairs.js';

export interface RecordedTape {
  /** What was returned by the computation; they live until `dispose`. */
  outputs: Tensor[];
  /**
   * Vector-Jacobian product: Σ_k (∂outputs[k]/∂xs[i])ᵀ · cotangents[k], one tensor for each x; zeros where nothing depends on
   * it. The caller disposes them.
   */
  pullback(cotangents: readonly Tensor[]): Tensor[];
  dispose(): void;
}

/**
 * Runs f once, with the repairs installed, and keeps what is needed to differentiate its outputs with respect to xs. f may
 * call `engine.gradients` itself: then a pullback is a second derivative.
 */
export function recordTape(core: TensorflowCore, f: () => Tensor[], xs: readonly Tensor[]): RecordedTape {
  const engine = engineOf(core);
  const { state } = engine;
  if (state.gradientDepth !== 0) throw nested();
  let whole: TapeNode[] = [];
  const release = () => {
    for (const node of whole) for (const tensor of node.saved ?? []) tensor.dispose();
    whole = [];
  };
  let outputs: Tensor[];
  try {
    outputs = withRepairs(core, () => {
      const before = state.activeTape;
      engine.startTape();
      whole = state.activeTape!;
      makeStrict(whole);
      try {
        return engine.tidy(() => f().map((output) => engine.keep(output)));
      } finally {
        engine.endTape();
        state.activeTape = before;
      }
    });
  } catch (error) {
    release();
    throw error;
  }
  const path = nodesBetween(whole, xs, outputs);
  const constants = keepConstants(core);
  return {
    outputs,
    pullback: (cotangents) =>
      withRepairs(core, () =>
        engine.tidy(() => constants.during(cotangents, () => sweep(core, engine, path, xs, outputs, cotangents))),
      ),
    dispose: () => {
      constants.dispose();
      release();
      for (const output of outputs) output.dispose();
    },
  };
}

/** The nodes on paths from xs to ys, each with only those inputs that depend on xs. */
function nodesBetween(tape: readonly TapeNode[], xs: readonly Tensor[], ys: readonly Tensor[]): TapeNode[] {
  const fromXs = new Set(xs.map(({ id }) => id));
  const reached = tape.filter(({ inputs, outputs }) => {
    const depends = Object.values(inputs).some(({ id }) => fromXs.has(id));
    if (depends) for (const { id } of outputs) fromXs.add(id);
    return depends;
  });
  const toYs = new Set(ys.map(({ id }) => id));
  const path: TapeNode[] = [];
  for (const node of reached.reverse()) {
    if (!node.outputs.some(({ id }) => toYs.has(id))) continue;
    for (const { id } of Object.values(node.inputs)) toYs.add(id);
    const inputs = Object.fromEntries(Object.entries(node.inputs).filter(([, { id }]) => fromXs.has(id)));
    path.push({ ...node, inputs });
  }
  return path.reverse();
}

function sweep(
  core: TensorflowCore,
  engine: Engine,
  path: readonly TapeNode[],
  xs: readonly Tensor[],
  outputs: readonly Tensor[],
  cotangents: readonly Tensor[],
): Tensor[] {
  const gradients = new Map<number, Tensor>();
  const accumulate = (id: number, gradient: Tensor) => {
    const sum = gradients.get(id);
    gradients.set(id, sum ? core.add(sum, gradient) : gradient);
  };
  outputs.forEach(({ id }, k) => accumulate(id, cotangents[k]!));
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i]!;
    const dys = node.outputs.map(({ id }) => gradients.get(id) ?? null);
    if (dys.every((dy) => dy === null)) continue;
    // Without a gradient the repairs have put one there that refuses by name.
    const inputGradients = node.gradient!(dys);
    for (const [name, { id }] of Object.entries(node.inputs)) {
      const gradient = inputGradients[name];
      if (!gradient) throw new RefusedOpError(node.kernelName, `it has no gradient for its input ${name}`);
      accumulate(id, engine.tidy(gradient));
    }
  }
  return xs.map((x) => core.clone(gradients.get(x.id) ?? core.zeros(x.shape)));
}
