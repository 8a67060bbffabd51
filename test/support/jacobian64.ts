/** Jacobians of small networks in float64, written down by hand: z = W2ᵀ tanh(W1ᵀx + b1) + b2, weights as TensorFlow.js has them, [in, out]. */
export interface Mlp {
  inputs: number;
  hidden: number;
  outputs: number;
}

/** W1, b1, W2, b2 one after another. */
export const mlpSize = ({ inputs, hidden, outputs }: Mlp) => inputs * hidden + hidden + hidden * outputs + outputs;

/** J[c][i] = Σ_h W2[h][c] (1 − a_h²) W1[i][h] of one sample. */
export function mlpJacobian(
  { inputs, hidden, outputs }: Mlp,
  weights: ArrayLike<number>,
  x: ArrayLike<number>,
): number[][] {
  const [b1, w2] = [inputs * hidden, inputs * hidden + hidden];
  const slope = Array.from({ length: hidden }, (_, h) => {
    let sum = weights[b1 + h]!;
    for (let i = 0; i < inputs; i++) sum += weights[i * hidden + h]! * x[i]!;
    return 1 - Math.tanh(sum) ** 2;
  });
  return Array.from({ length: outputs }, (_, c) =>
    Array.from({ length: inputs }, (__, i) =>
      slope.reduce((sum, s, h) => sum + weights[w2 + h * outputs + c]! * s * weights[i * hidden + h]!, 0),
    ),
  );
}

export const squaredSum = (matrix: readonly (readonly number[])[]) =>
  matrix.reduce((sum, row) => sum + row.reduce((inner, value) => inner + value ** 2, 0), 0);

/** Mean over the samples of ‖J_b‖_F². */
export function meanSquaredNorm(mlp: Mlp, weights: ArrayLike<number>, xs: readonly ArrayLike<number>[]): number {
  return xs.reduce((sum, x) => sum + squaredSum(mlpJacobian(mlp, weights, x)), 0) / xs.length;
}

/** By central differences in float64: right to about 1e-9. */
export function gradient64(f: (weights: Float64Array) => number, weights: ArrayLike<number>): Float64Array {
  const at = Float64Array.from(weights);
  return at.map((value, i) => {
    const h = 1e-5;
    at[i] = value + h;
    const above = f(at);
    at[i] = value - h;
    const below = f(at);
    at[i] = value;
    return (above - below) / (2 * h);
  });
}
