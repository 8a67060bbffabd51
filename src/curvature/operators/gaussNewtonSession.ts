/**
 * Products with the generalized Gauss-Newton matrix of a loss L = ℓ(z), z = f(θ) (Schraudolph 2002):
 *
 *     G v = Jᵀ (∇²ℓ(z)) J v,   J = ∂z/∂θ
 *
 * The Hessian without the curvature of the model itself: positive semidefinite where ℓ is convex. J v by the double backward trick: Jᵀu is
 * linear in u, so that J v = ∂(vᵀJᵀu)/∂u, a sweep over the tape of Jᵀu.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { engineOf } from '../../autodiff/engine.js';
import { recordTape } from '../../autodiff/recordedTape.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { CurvatureError } from '../errors.js';
import { joinTensors, layoutOf, splitVector, totalSize } from './flatVector.js';
import { openHessianSession, type LossFunction } from './hessianSession.js';
import { checkLength, type SymmetricOperator } from './symmetricOperator.js';

export interface GaussNewtonParts {
  /** The model's output z, of any shape, as a pure function of the variables: it is evaluated twice. */
  output: (variables: Tensor[]) => Tensor;
  /** ℓ: the loss as a function of [z] alone. */
  lossOfOutput: LossFunction;
}

/** A product costs about two gradients. */
export function openGaussNewtonSession(
  core: TensorflowCore,
  { output, lossOfOutput }: GaussNewtonParts,
  variables: Tensor[],
): SymmetricOperator {
  const layout = layoutOf(variables);
  const opened: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(resource: T): T => {
    opened.push(resource);
    return resource;
  };
  let isOpen = true;
  const dispose = () => {
    isOpen = false;
    for (const resource of opened.splice(0)) resource.dispose();
  };
  try {
    const forward = own(recordTape(core, () => [output(variables)], variables));
    const z = forward.outputs[0]!;
    const u = own(core.zeros(z.shape));
    const transposed = own(recordTape(core, () => gradientsOf(core, () => output(variables), variables, u), [u]));
    const outputHessian = own(openHessianSession(core, lossOfOutput, [z]));
    const multiply = (v: Float64Array): Float64Array => {
      const [jv] = transposed.pullback(splitVector(core, v, layout));
      const curved = outputHessian.multiply(Float64Array.from(jv!.dataSync()));
      return joinTensors(forward.pullback([core.tensor(new Float32Array(curved), z.shape)]), layout);
    };
    return {
      size: totalSize(layout),
      multiply(v) {
        if (!isOpen) throw new CurvatureError('disposed', 'The Gauss-Newton session is closed.');
        checkLength(this, v);
        let product!: Float64Array;
        core.tidy(() => void (product = multiply(v)));
        return product;
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Jᵀu, one tensor a variable. */
function gradientsOf(core: TensorflowCore, f: () => Tensor, variables: Tensor[], u: Tensor): Tensor[] {
  const { grads } = engineOf(core).gradients(f, variables, u, true);
  return grads.map((gradient, i) => gradient ?? core.zeros(variables[i]!.shape));
}
