/** Layers of the reference networks as TensorFlow.js' own layers compute them. */
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../src/tensorflow/core.js';

export function activate(core: TensorflowCore, kind: string, x: Tensor): Tensor {
  switch (kind) {
    case 'relu':
      return core.relu(x);
    case 'tanh':
      return core.tanh(x);
    case 'sigmoid':
      return core.sigmoid(x);
    case 'elu':
      return core.elu(x);
    case 'selu':
      return core.selu(x);
    case 'softplus':
      return core.softplus(x);
    case 'softsign':
      return core.div(x, core.add(core.abs(x), 1));
    case 'swish':
      return core.mul(x, core.sigmoid(x));
    case 'mish':
      return core.mul(x, core.tanh(core.softplus(x)));
    case 'gelu_erf':
      return core.mul(core.mul(0.5, x), core.add(1, core.erf(core.div(x, Math.SQRT2))));
    case 'gelu_tanh': {
      const inner = core.mul(Math.sqrt(2 / Math.PI), core.add(x, core.mul(0.044715, core.pow(x, 3))));
      return core.mul(core.mul(0.5, x), core.add(1, core.tanh(inner)));
    }
    default:
      throw new Error(`no activation ${kind}`);
  }
}

export function layerNorm(core: TensorflowCore, x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  const { mean, variance } = core.moments(x, -1, true);
  const scale = core.mul(core.rsqrt(core.add(variance, epsilon)), gamma);
  return core.add(core.mul(core.sub(x, mean), scale), beta);
}

/** [batch, time, features] to the last state; gates i, f, c, o. */
export function lstm(core: TensorflowCore, x: Tensor3D, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const units = recurrent.shape[0]!;
  let h: Tensor2D = core.zeros([x.shape[0], units]);
  let c: Tensor = core.zeros([x.shape[0], units]);
  for (const step of core.unstack(x, 1) as Tensor2D[]) {
    const gates = core.add(
      core.add(core.matMul(step, kernel as Tensor2D), core.matMul(h, recurrent as Tensor2D)),
      bias,
    );
    const [i, f, g, o] = core.split(gates, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
    c = core.add(core.mul(core.sigmoid(f), c), core.mul(core.sigmoid(i), core.tanh(g)));
    h = core.mul(core.sigmoid(o), core.tanh(c));
  }
  return h;
}

/** [batch, time, features] to the last state; gates z, r, h; the reset gate acts before the recurrent product. */
export function gru(core: TensorflowCore, x: Tensor3D, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const units = recurrent.shape[0]!;
  let h: Tensor2D = core.zeros([x.shape[0], units]);
  const [recurrentGates, recurrentState] = core.split(recurrent, [2 * units, units], 1) as [Tensor2D, Tensor2D];
  for (const step of core.unstack(x, 1) as Tensor2D[]) {
    const input = core.add(core.matMul(step, kernel as Tensor2D), bias);
    const [xz, xr, xh] = core.split(input, 3, 1) as [Tensor, Tensor, Tensor];
    const [hz, hr] = core.split(core.matMul(h, recurrentGates), 2, 1) as [Tensor, Tensor];
    const z = core.sigmoid(core.add(xz, hz));
    const r = core.sigmoid(core.add(xr, hr));
    const candidate = core.tanh(core.add(xh, core.matMul(core.mul(r, h), recurrentState)));
    h = core.add(core.mul(z, h), core.mul(core.sub(1, z), candidate));
  }
  return h;
}
