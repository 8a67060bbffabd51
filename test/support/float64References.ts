/**
 * Gradients and Hessian-vector products of all op cases in float64, by differences of the loss alone: no gradient of anybody is
 * used. To be run as a process of its own: TensorFlow.js' cpu backend computes in float64 when `Float32Array` means
 * `Float64Array` before it is loaded. Prints JSON.
 *
 * ∂L/∂x_i = (L(x + h e_i) − L(x − h e_i)) / 2h, and (H v)_i = (L(x + h e_i + h v) − L(x + h e_i − h v) − L(x − h e_i + h v) + L(x − h e_i − h v)) / 4h²,
 * both with two step sizes and Richardson's extrapolation: their errors are O(h⁴), rounding aside.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OpCase } from './opCases/opCase.js';

Object.assign(globalThis, { Float32Array: Float64Array });
const core = await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-backend-cpu');
const { allCases } = await import('./opCases/allCases.js');
const { lossOf, tensorOf, vectorsOf } = await import('./opLoss.js');

export interface Float64Reference {
  loss: number;
  /** Over all inputs, one after the other. */
  gradient: number[];
  product: number[];
}

function lossAt(opCase: OpCase, point: readonly number[]): number {
  return core.tidy(() => {
    let at = 0;
    const xs = opCase.xs.map(({ shape, values }) => {
      const part = point.slice(at, (at += values.length));
      return tensorOf(core, { shape, values: part });
    });
    return lossOf(core, opCase, xs).dataSync()[0]!;
  });
}

/** Two step sizes: what is of order h² cancels. */
const extrapolate = (difference: (h: number) => number, h: number) => (4 * difference(h) - difference(2 * h)) / 3;

function reference(opCase: OpCase): Float64Reference {
  const x = opCase.xs.flatMap(({ values }) => values);
  const v = vectorsOf(opCase).flatMap(({ values }) => values);
  const loss = (i: number, s: number, t: number) =>
    lossAt(
      opCase,
      x.map((value, j) => value + (i === j ? s : 0) + t * v[j]!),
    );
  return {
    loss: lossAt(opCase, x),
    gradient: x.map((_, i) => extrapolate((h) => (loss(i, h, 0) - loss(i, -h, 0)) / (2 * h), 2e-4)),
    product: x.map((_, i) =>
      extrapolate((h) => (loss(i, h, h) - loss(i, h, -h) - loss(i, -h, h) + loss(i, -h, -h)) / (4 * h * h), 1e-3),
    ),
  };
}

/** The cpu backend has erf to 1.5e-7 only: too little to be differentiated by differences. */
function exactErf(): void {
  const erf = (x: number) => {
    let [term, sum] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  };
  core.unregisterKernel('Erf', 'cpu');
  core.registerKernel({
    kernelName: 'Erf',
    backendName: 'cpu',
    kernelFunc: ({ inputs }) => {
      const x = inputs['x'] as Tensor;
      const values = core.engine().readSync(x.dataId) as unknown as Float64Array;
      return core.tensor(Array.from(values, erf), x.shape, 'float32');
    },
  });
}

await core.setBackend('cpu');
exactErf();
if (core.tensor([0.1]).dataSync()[0] !== 0.1) throw new Error('the cpu backend does not compute in float64');
process.stdout.write(JSON.stringify(allCases.map(reference)));
