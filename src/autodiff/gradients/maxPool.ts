/**
 * Max pooling: y[w] = x[a(w)], where a(w) is the first largest element of window w. Its backward kernel scatters dy to a(w)
 * and is linear in dy, so its gradient gathers: ddy[w] = g[a(w)]. It depends on x by jumps alone.
 */
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import { zeroGradient, type GradientRule } from '../gradientRules.js';
import { poolWindows, type PoolAttributes, type PoolWindows } from './poolWindows.js';

/** Of our training kernels for wasm (src/backends/wasm/kernels/maxPool.ts). */
const GRAD_GRAD = 'MaxPoolGradGrad';

const backward = (kernelName: 'MaxPoolGrad' | 'MaxPool3DGrad'): GradientRule => ({
  kernelName,
  inputsToSave: ['dy', 'input', 'output'],
  gradient: (core) => (g, saved, attributes) => {
    const [dy, x, y] = saved as [Tensor, Tensor, Tensor];
    const pool = attributes as unknown as PoolAttributes;
    return {
      dy: () =>
        core.tidy(() => {
          const picked = pickedByKernel(core, x, y, g as Tensor, attributes);
          if (picked) return picked;
          const indexes = argmax(core, x, pool);
          if (indexes) return core.reshape(core.gather(core.reshape(g as Tensor, [-1]), indexes), dy.shape);
          return pick(core, poolWindows(core, x as Tensor4D | Tensor5D, pool), x, y, g as Tensor);
        }),
      input: zeroGradient(core, x),
      output: zeroGradient(core, y),
    };
  },
});

/** Linear in g, and its adjoint is the backward kernel again. */
const adjoint: GradientRule = {
  kernelName: GRAD_GRAD,
  inputsToSave: ['input', 'output'],
  gradient: (core) => (h, saved, attributes) => {
    const [input, output] = saved as [Tensor, Tensor];
    return {
      input: zeroGradient(core, input),
      output: zeroGradient(core, output),
      grad: () => run(core, 'MaxPoolGrad', { dy: h as Tensor, input, output }, attributes),
    };
  },
};

export const maxPoolRules: GradientRule[] = [backward('MaxPoolGrad'), backward('MaxPool3DGrad'), adjoint];

/** ddy by the kernel that our training kernels have for it; null where there is none. */
function pickedByKernel(core: TensorflowCore, x: Tensor, y: Tensor, g: Tensor, attributes: object): Tensor | null {
  if (x.rank !== 4 || (core.getKernel(GRAD_GRAD, core.getBackend()) as unknown) == null) return null;
  return run(core, GRAD_GRAD, { input: x, output: y, grad: g }, attributes);
}

/** Flat position of each window's maximum, by one kernel, where the backend has it. */
function argmax(core: TensorflowCore, x: Tensor, pool: PoolAttributes): Tensor | null {
  const { filterSize, strides, pad, dimRoundingMode } = pool;
  const simple = x.rank === 4 && (pad === 'same' || pad === 'valid') && dimRoundingMode == null;
  if (!simple || (core.getKernel('MaxPoolWithArgmax', core.getBackend()) as unknown) == null) return null;
  const sizes = { filterSize: filterSize as [number, number], strides: strides as [number, number] };
  const found = core.maxPoolWithArgmax(x as Tensor4D, sizes.filterSize, sizes.strides, pad, true) as unknown as Record<
    string,
    Tensor
  >;
  return core.reshape(found['indexes']!, [-1]);
}

/** Σ over the offsets o in a window of g[w + o], where x[w + o] is the first that equals y[w]. */
function pick(core: TensorflowCore, windows: PoolWindows, x: Tensor, y: Tensor, g: Tensor): Tensor {
  const values = windows.fit(x, -Infinity);
  const given = windows.fit(g, 0);
  let picked: Tensor = core.zeros(y.shape);
  let free: Tensor = core.ones(y.shape);
  for (const offset of windows.offsets) {
    const first = core.mul(core.cast(core.equal(windows.at(values, offset), y), 'float32'), free);
    picked = core.add(picked, core.mul(windows.at(given, offset), first));
    free = core.sub(free, first);
  }
  return picked;
}
