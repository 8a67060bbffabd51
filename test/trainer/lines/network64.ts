/** The training of test/trainer/programs/lines in plain float64, by hand: no TensorFlow.js and nothing of ours. */
const X = [
  [1, 2],
  [3, -4],
  [-5, 6],
] as const;
const Y = [1, 0, 2];
const RATE = 0.01;

/** Norms of the gradient of the loss mean((tanh(Xw + b) − y)²) with respect to each value, at the last of `steps` steps of SGD. */
export function gradientNorms(steps: number) {
  let [w0, w1, b] = [Math.fround(0.5), Math.fround(-0.25), Math.fround(0.1)];
  for (let step = 1; ; step++) {
    const a = X.map(([p, q]) => Math.tanh(p * w0! + q * w1! + b!));
    const dSquare = a.map(() => 1 / a.length);
    const dDifference = a.map((value, i) => (2 * (value - Y[i]!)) / a.length);
    const dz = a.map((value, i) => dDifference[i]! * (1 - value ** 2));
    const dw = [0, 1].map((column) => X.reduce((sum, row, i) => sum + row[column as 0 | 1] * dz[i]!, 0));
    const db = dz.reduce((sum, value) => sum + value, 0);
    if (step === steps) {
      return {
        ...{ mean: 1, square: norm(dSquare), difference: norm(dDifference), tanh: norm(dDifference) },
        ...{ sum: norm(dz), product: norm(dz), w: norm(dw), b: Math.abs(db) },
      };
    }
    [w0, w1, b] = [w0! - RATE * dw[0]!, w1! - RATE * dw[1]!, b! - RATE * db];
  }
}

export const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
