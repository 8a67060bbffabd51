/** What one step's update did: its direction against the gradient of the recorded loss, and the loss after it. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { UpdateEvidence } from '../../diagnosis/programEvidence.js';
import type { OpenProgram } from '../../program/openProgram.js';
import type { OwnGradient, RecordedProgram } from '../../program/programSource.js';
import { inScope } from '../../program/scope.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** Weights beyond which no copy is held. */
const MOST_WEIGHTS = 4e6;

/** Elements of the first updates that are kept, evenly spread over all of them. */
const MOST_KEPT = 20_000;

export interface WatchedUpdate {
  evidence: UpdateEvidence;
  /** All variables, one after another, every so many elements. */
  observed: { gradient: Float64Array; update: Float64Array };
}

/**
 * To be called before the update; the result after it. Leaves no tensor behind but those of `opened`.
 * @param own what the program's own gradient call returned; null: it is computed from the recorded loss
 * @returns null: there are too many weights
 */
export function watchUpdate(
  core: TensorflowCore,
  { weights }: RecordedProgram,
  opened: OpenProgram,
  own: OwnGradient | null,
): (() => WatchedUpdate | null) | null {
  const count = weights.reduce((sum, { size }) => sum + size, 0);
  if (count > MOST_WEIGHTS) return null;
  const before = weights.map(copy);
  const { value, gradients } = own ?? replayed(core, weights, opened);
  return () => {
    if (weights.some(({ isDisposed }) => isDisposed)) return null;
    const now = weights.map((tensor) => tensor.dataSync());
    const after = inScope(core, () => opened.loss(weights).dataSync()[0]!);
    const every = Math.ceil(count / MOST_KEPT);
    return {
      evidence: { ...compare(before, now, gradients), before: value, after },
      observed: sampled(before, now, gradients, every),
    };
  };
}

const copy = (tensor: Tensor) => tensor.dataSync().slice();

function replayed(core: TensorflowCore, weights: readonly Tensor[], opened: OpenProgram): OwnGradient {
  return inScope(core, () => {
    const { value, grads } = core.engine().gradients(() => opened.loss(weights), [...weights], undefined, true);
    return { value: value.dataSync()[0]!, gradients: grads.map((tensor) => tensor && copy(tensor)) };
  });
}

type Values = ArrayLike<number>;

function sampled(
  before: readonly Values[],
  now: readonly Values[],
  gradients: OwnGradient['gradients'],
  every: number,
): WatchedUpdate['observed'] {
  const gradient: number[] = [];
  const update: number[] = [];
  let skip = 0;
  before.forEach((from, i) => {
    let j = skip;
    for (; j < from.length; j += every) {
      update.push(now[i]![j]! - from[j]!);
      gradient.push(gradients[i]?.[j] ?? 0);
    }
    skip = j - from.length;
  });
  return { gradient: Float64Array.from(gradient), update: Float64Array.from(update) };
}

function compare(
  before: readonly Values[],
  now: readonly Values[],
  gradients: OwnGradient['gradients'],
): Pick<UpdateEvidence, 'cosine' | 'gradientNorm' | 'updateNorm' | 'spread'> {
  let [dot, uu, gg, sizes, squares, count] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const [from, to, gradient] = [before[i]!, now[i]!, gradients[i]];
    for (let j = 0; j < from.length; j++) {
      const u = to[j]! - from[j]!;
      uu += u * u;
      const g = gradient ? gradient[j]! : 0;
      if (g === 0) continue;
      dot -= u * g;
      gg += g * g;
      count++;
      sizes += Math.abs(u);
      squares += u * u;
    }
  }
  const mean = sizes / count;
  return {
    cosine: dot / Math.sqrt(uu * gg),
    gradientNorm: Math.sqrt(gg),
    updateNorm: Math.sqrt(uu),
    spread: Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean,
  };
}
