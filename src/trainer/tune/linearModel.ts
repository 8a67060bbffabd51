/** The coefficients of a linear model: one dense layer, whatever comes after its sum. */
import type { Tensor } from '@tensorflow/tfjs-core';

export interface LayeredModel {
  layers: { getClassName?(): string; getWeights(): Tensor[] }[];
}

/** More are no picture. */
const MOST = 64;

/** The kernel of the only layer with weights, row by row; null where there are more layers or more coefficients. */
export function coefficientsOf({ layers }: LayeredModel): number[] | null {
  const weighted = layers
    .map((layer) => ({ layer, weights: layer.getWeights() }))
    .filter(({ weights }) => weights.length > 0);
  const [only, ...others] = weighted;
  if (!only || others.length > 0 || only.layer.getClassName?.() !== 'Dense') return null;
  const kernel = only.weights[0]!;
  return kernel.size > MOST ? null : Array.from(kernel.dataSync());
}
