/**
 * How the loss of a validation changes with the λ of the step before it. Gradient descent goes from w to w′ = w − η(∇L(w) + λ∇R(w)), so that
 * dL_val(w′)/dλ = −η ∇L_val(w′)·∇R(w): what λ did before that step is left out (Luketina, Berglund, Greff, Raiko 2016, T1 − T2).
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { recordTape } from '../../autodiff/recordedTape.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** A gradient by all variables, flat. */
export type FlatGradient = Float64Array;

/** Of a function of the variables' values of now. It is no step of a training: `engine.gradients` is not called for it. */
export function gradientNow(core: TensorflowCore, of: () => Scalar, variables: readonly Tensor[]): FlatGradient {
  const flat = new Float64Array(variables.reduce((sum, { size }) => sum + size, 0));
  const tape = recordTape(core, () => [of()], variables);
  try {
    core.tidy(() => {
      let at = 0;
      for (const gradient of tape.pullback([core.onesLike(tape.outputs[0]!)])) {
        flat.set(gradient.dataSync(), at);
        at += gradient.size;
      }
    });
  } finally {
    tape.dispose();
  }
  return flat;
}

export interface Hypergradient {
  /** dL_val/dλ. */
  value: number;
  /** Of ∇L_val with ∇R; 0 where one of them is zero. */
  cosine: number;
}

/** @param penalty ∇R before the step, @param validation ∇L_val after it. Null: one of them is not finite. */
export function hypergradient(
  penalty: FlatGradient,
  validation: FlatGradient,
  learningRate: number,
): Hypergradient | null {
  let [along, ofPenalty, ofValidation] = [0, 0, 0];
  for (let i = 0; i < penalty.length; i++) {
    along += penalty[i]! * validation[i]!;
    ofPenalty += penalty[i]! ** 2;
    ofValidation += validation[i]! ** 2;
  }
  const size = Math.sqrt(ofPenalty) * Math.sqrt(ofValidation);
  if (!Number.isFinite(along) || !Number.isFinite(size)) return null;
  return { value: -learningRate * along, cosine: size === 0 ? 0 : along / size };
}
