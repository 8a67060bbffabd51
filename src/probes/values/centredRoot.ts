/** What a centred RMSprop of TensorFlow.js takes the root of: mean(g²) − mean(g)² − ε, with its ε inside. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CentredRoot } from '../../diagnosis/evidence.js';

interface CentredOptimizer {
  centered?: boolean;
  epsilon?: number;
  accumulatedMeanSquares?: { variable: Tensor }[];
  accumulatedMeanGrads?: { variable: Tensor }[];
}

/**
 * In float64 of the moments as the update left them, which are those that it used. The row that has the least value; null: the
 * optimizer is another one, or has no moments.
 */
export function centredRoot(optimizer: object | null): CentredRoot | null {
  const {
    centered,
    epsilon,
    accumulatedMeanSquares: squares,
    accumulatedMeanGrads: means,
  } = (optimizer ?? {}) as CentredOptimizer;
  if (!centered || typeof epsilon !== 'number' || !squares || !means) return null;
  let least: CentredRoot | null = null;
  squares.forEach((square, row) => {
    const mean = means[row]?.variable;
    if (!mean || square.variable.isDisposed || mean.isDisposed) return;
    const [meanSquares, meanGrads] = [square.variable.dataSync(), mean.dataSync()];
    meanSquares.forEach((value, i) => {
      const root = value - meanGrads[i]! * meanGrads[i]! - epsilon;
      if (Number.isFinite(root) && !(root >= (least?.value ?? Infinity))) least = { row, value: root };
    });
  });
  return least;
}
