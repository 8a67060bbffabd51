import type { TensorflowCore } from '../tensorflow/core.js';

/**
 * Whether the backend in use multiplies and differentiates: [[1, 2], [3, 4]] · [[5], [6]] = [[17], [39]], and the
 * gradient of the sum of squares of that product by its second factor, 2 Aᵀ(A b) = [[268], [380]].
 */
export function proveBackend(core: TensorflowCore): boolean {
  const numbers = core.tidy(() => {
    const a = core.tensor2d([1, 2, 3, 4], [2, 2]);
    const b = core.tensor2d([5, 6], [2, 1]);
    const product = Array.from(core.matMul(a, b).dataSync());
    // A program with tfjs-core alone may register no gradients.
    if (!core.getGradient('BatchMatMul') || !core.getGradient('Sum')) return product;
    const square = core.grad((x: InstanceType<TensorflowCore['Tensor']>) => core.sum(core.square(core.matMul(a, x))));
    return [...product, ...square(b).dataSync()];
  });
  return '17,39,268,380'.startsWith(String(numbers)) && numbers.length >= 2;
}
