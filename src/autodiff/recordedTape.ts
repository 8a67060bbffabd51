/** A recorded computation that can be swept backwards many times, where `tf.grads` records anew each time. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { engineOf, type TapeNode } from './engine.js';
import { nested } from './errors.js';
import { keepConstants, type KeptConstants } from './keptConstants.js';
import { makeStrict } from './refuseUnknown.js';
import { withRepairs } from './repairs.js';
import { nodesBetween, sweep } from './sweep.js';

export interface RecordedTape {
  /** What was returned by the computation; they live until `dispose`. */
  outputs: Tensor[];
  /**
   * Vector-Jacobian product: Σ_k (∂outputs[k]/∂xs[i])ᵀ · cotangents[k], one tensor for each x; zeros where nothing depends on
   * it. The caller disposes them.
   */
  pullback(cotangents: readonly Tensor[]): Tensor[];
  /** The same with respect to other tensors. */
  to(others: readonly Tensor[]): (cotangents: readonly Tensor[]) => Tensor[];
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
  const kept: KeptConstants[] = [];
  const to = (by: readonly Tensor[]) => {
    const path = nodesBetween(whole, by, outputs);
    const constants = keepConstants(core);
    kept.push(constants);
    return (cotangents: readonly Tensor[]) =>
      withRepairs(core, () =>
        engine.tidy(() =>
          constants.during(cotangents, () =>
            sweep(core, path, by, outputs, cotangents).map((gradient, i) =>
              core.clone(gradient ?? core.zeros(by[i]!.shape)),
            ),
          ),
        ),
      );
  };
  return {
    outputs,
    pullback: to(xs),
    to,
    dispose: () => {
      for (const constants of kept) constants.dispose();
      release();
      for (const output of outputs) output.dispose();
    },
  };
}
