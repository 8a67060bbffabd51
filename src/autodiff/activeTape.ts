/**
 * Sweeps backwards through the tape that a gradient is recording, while it is recording: what the sweep computes lies on the same tape, so that the
 * gradient goes through it, and what was computed before need not be computed again.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { differentiableInputs } from './differentiableInputs.js';
import { engineOf, type TapeNode } from './engine.js';
import { makeStrict } from './refuseUnknown.js';
import { withRepairs } from './repairs.js';
import { checkShared } from './sharedNodes.js';
import { nodesBetween, sweep, type HeldInputs } from './sweep.js';
import { moveBeforeOwnClones } from './tapeOrder.js';

export interface SharedTape {
  nodes: TapeNode[];
  /** So many of the first nodes were there before: they may have been recorded without the repairs. */
  earlier: number;
}

/**
 * Runs f with the repairs installed, on the tape of the gradient that is being taken, or on one of its own where none is. On the former what f
 * records is right to second order, on the latter it is gone afterwards.
 */
export function onTape<T>(core: TensorflowCore, f: (tape: SharedTape) => T): T {
  const engine = engineOf(core);
  const { state } = engine;
  return withRepairs(core, () => {
    const before = state.activeTape;
    const isOwn = state.gradientDepth === 0;
    // A depth of two is what the repairs take for a nested gradient.
    const tapes = isOwn ? 2 : 1;
    for (let i = 0; i < tapes; i++) engine.startTape();
    const tape = state.activeTape!;
    makeStrict(tape);
    try {
      return f({ nodes: tape, earlier: tape.length });
    } finally {
      for (let i = 0; i < tapes; i++) engine.endTape();
      if (isOwn) {
        for (const node of tape) for (const tensor of node.saved ?? []) tensor.dispose();
        state.activeTape = before;
      }
    }
  });
}

/** Σ_k (∂ys[k]/∂xs[i])ᵀ · cotangents[k], differentiable once more; null for an x that no y depends on. */
export type Pullback = (cotangents: readonly Tensor[]) => (Tensor | null)[];

/**
 * To be called, and the result too, inside of `onTape`.
 *
 * @throws RefusedOpError where an earlier op between xs and ys cannot be differentiated twice as it lies there.
 */
export function pullbackOnTape(
  core: TensorflowCore,
  { nodes, earlier }: SharedTape,
  { xs, ys, held }: { xs: readonly Tensor[]; ys: readonly Tensor[]; held: HeldInputs },
): Pullback {
  const notFollowed: HeldInputs = (node) => {
    const followed = differentiableInputs(node.kernelName, node.inputs, node.outputs);
    return [...Object.keys(node.inputs).filter((name) => !(name in followed)), ...held(node)];
  };
  const path = nodesBetween(nodes, xs, ys, notFollowed);
  const old = new Map(nodes.slice(0, earlier).map(({ id }, i) => [id, i]));
  for (const { id } of path) {
    const at = old.get(id);
    if (at === undefined) continue;
    checkShared(core, nodes[at]!);
    // Nodes move by the clones before them alone: the places of all others stay.
    moveBeforeOwnClones(nodes, nodes[at]!.saved?.length ?? 0, at);
  }
  return (cotangents) => sweep(core, path, xs, ys, cotangents);
}
