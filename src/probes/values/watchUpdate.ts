/** What one step's update did: its direction against the gradient of the recorded loss, and the loss after it. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { UpdateEvidence } from '../../diagnosis/programEvidence.js';
import { openProgram } from '../../program/openProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';
import { inScope } from '../../program/scope.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** Weights beyond which no copy is held. */
const MOST_WEIGHTS = 4e6;

/** Weights up to which the first updates are kept whole. */
const MOST_KEPT = 1e5;

export interface WatchedUpdate {
  evidence: UpdateEvidence;
  /** All variables, one after another; null: too many. */
  observed: { gradient: Float64Array; update: Float64Array } | null;
}

/**
 * To be called before the update; the result after it. Leaves no tensor behind.
 * @returns null: there are too many weights
 */
export function watchUpdate(
  core: TensorflowCore,
  { program, weights }: RecordedProgram,
): (() => WatchedUpdate | null) | null {
  const count = weights.reduce((sum, { size }) => sum + size, 0);
  if (count > MOST_WEIGHTS) return null;
  const opened = openProgram(core, program);
  const copy = (tensor: Tensor) => Float64Array.from(tensor.dataSync());
  const before = weights.map(copy);
  const { value, gradients } = inScope(core, () => {
    const result = core.engine().gradients(() => opened.loss(weights), [...weights], undefined, true);
    return { value: result.value.dataSync()[0]!, gradients: result.grads.map((tensor) => tensor && copy(tensor)) };
  });
  return () => {
    try {
      if (weights.some(({ isDisposed }) => isDisposed)) return null;
      const updates = weights.map((tensor, i) => copy(tensor).map((now, j) => now - before[i]![j]!));
      const after = inScope(core, () => opened.loss(weights).dataSync()[0]!);
      const observed = count <= MOST_KEPT ? { gradient: flat(gradients, before), update: flat(updates, before) } : null;
      return { evidence: { ...compare(updates, gradients), before: value, after }, observed };
    } finally {
      opened.dispose();
    }
  };
}

function flat(parts: readonly (Float64Array | null | undefined)[], like: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(like.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  like.forEach(({ length }, i) => {
    if (parts[i]) whole.set(parts[i], at);
    at += length;
  });
  return whole;
}

function compare(
  updates: readonly Float64Array[],
  gradients: readonly (Float64Array | null | undefined)[],
): Pick<UpdateEvidence, 'cosine' | 'gradientNorm' | 'updateNorm' | 'spread'> {
  let [dot, uu, gg, sizes, squares, count] = [0, 0, 0, 0, 0, 0];
  updates.forEach((update, i) => {
    const gradient = gradients[i];
    update.forEach((u, j) => {
      const g = gradient?.[j] ?? 0;
      dot -= u * g;
      uu += u * u;
      gg += g * g;
      if (g === 0) return;
      count++;
      sizes += Math.abs(u);
      squares += u * u;
    });
  });
  const mean = sizes / count;
  return {
    cosine: dot / Math.sqrt(uu * gg),
    gradientNorm: Math.sqrt(gg),
    updateNorm: Math.sqrt(uu),
    spread: Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean,
  };
}
