/** One backward sweep over the nodes of a tape that lie between two sets of tensors. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { engineOf, type TapeNode } from './engine.js';
import { RefusedOpError } from './refusedOp.js';

/** Names of those inputs of a node that are taken for constants. */
export type HeldInputs = (node: TapeNode) => readonly string[];

/** The nodes on paths from xs to ys, in their order, each with only those inputs that depend on xs. */
export function nodesBetween(
  tape: readonly TapeNode[],
  xs: readonly Tensor[],
  ys: readonly Tensor[],
  held: HeldInputs = () => [],
): TapeNode[] {
  const fromXs = new Set(xs.map(({ id }) => id));
  const reached: TapeNode[] = [];
  for (const node of tape) {
    const constants = held(node);
    const followed = Object.entries(node.inputs).filter(
      ([name, input]) => !constants.includes(name) && fromXs.has(input.id),
    );
    if (followed.length === 0) continue;
    for (const { id } of node.outputs) fromXs.add(id);
    reached.push({ ...node, inputs: Object.fromEntries(followed) });
  }
  const toYs = new Set(ys.map(({ id }) => id));
  const path: TapeNode[] = [];
  for (const node of reached.reverse()) {
    if (!node.outputs.some(({ id }) => toYs.has(id))) continue;
    for (const { id } of Object.values(node.inputs)) toYs.add(id);
    path.push(node);
  }
  return path.reverse();
}

/** Σ_k (∂ys[k]/∂xs[i])ᵀ · cotangents[k] over a path of `nodesBetween`; null for an x that no y depends on. */
export function sweep(
  core: TensorflowCore,
  path: readonly TapeNode[],
  xs: readonly Tensor[],
  ys: readonly Tensor[],
  cotangents: readonly Tensor[],
): (Tensor | null)[] {
  const engine = engineOf(core);
  const gradients = new Map<number, Tensor>();
  const accumulate = (id: number, gradient: Tensor) => {
    const sum = gradients.get(id);
    gradients.set(id, sum ? core.add(sum, gradient) : gradient);
  };
  ys.forEach(({ id }, k) => accumulate(id, cotangents[k]!));
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
  return xs.map(({ id }) => gradients.get(id) ?? null);
}
