/** Value and gradient of each term of a loss, by replaying what each needs of the program. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { addScaled, dot, norm } from '../../curvature/vectors.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { OpenProgram } from '../../program/openProgram.js';
import { inScope } from '../../program/scope.js';
import { productOf, programReader } from '../../program/terms/linearOps.js';
import type { LossTerm } from '../../program/terms/lossTerms.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

export interface MeasuredTerm {
  value: number;
  /** ‖∇‖ over all variables, and of each. */
  gradientNorm: number;
  norms: Float64Array;
  /** With the gradient of all terms that `isData` says are of the data; NaN where one of the two is zero. */
  cosine: number;
}

export interface MeasuredTerms {
  terms: MeasuredTerm[];
  loss: number;
  /** Of the whole loss. */
  gradient: Float64Array;
  gradientNorm: number;
  /** ‖Σ∇term − ∇loss‖ over Σ‖∇term‖: the error of float32, unless the terms are not all of the loss. */
  difference: number;
}

/** Leaves no tensor behind. `weights`: one a variable of the program. */
export function measureTerms(
  core: TensorflowCore,
  open: OpenProgram,
  program: LossProgram,
  terms: readonly { term: LossTerm; isData: boolean }[],
  weights: readonly Tensor[],
): MeasuredTerms {
  const reader = programReader(program);
  const sizes = program.variables.map(({ size }) => size);
  const length = sizes.reduce((sum, size) => sum + size, 0);

  /** Of a function of the weights. */
  function gradientOf(f: () => Scalar): { value: number; gradient: Float64Array } {
    return inScope(core, () => {
      const { value, grads } = core.engine().gradients(f, [...weights], undefined, true);
      const gradient = new Float64Array(length);
      let at = 0;
      sizes.forEach((size, i) => {
        const part = grads[i]?.dataSync();
        if (part) gradient.set(part, at);
        at += size;
      });
      return { value: value.dataSync()[0]!, gradient };
    });
  }

  function valueOf({ parts }: LossTerm): Scalar {
    const values = open.forward(
      weights,
      parts.map(({ slot }) => slot),
    );
    const scaled = parts.map(({ factors }, i) => {
      const value = core.mean<Scalar>(values[i]!);
      const factor = productOf(reader, factors);
      return factor === 1 ? value : core.mul<Scalar>(value, factor);
    });
    return scaled.reduce((sum, value) => core.add<Scalar>(sum, value));
  }

  const whole = gradientOf(() => open.loss(weights));
  const isWhole = ({ parts }: LossTerm) => parts.length === 1 && parts[0]!.slot === program.loss;
  const found = terms.map(({ term }) => (isWhole(term) ? whole : gradientOf(() => valueOf(term))));
  const data = new Float64Array(length);
  const sum = new Float64Array(length);
  found.forEach(({ gradient }, i) => {
    addScaled(sum, 1, gradient);
    if (terms[i]!.isData) addScaled(data, 1, gradient);
  });
  const dataNorm = norm(data);
  const measured = found.map(({ value, gradient }): MeasuredTerm => {
    const gradientNorm = norm(gradient);
    let at = 0;
    const norms = Float64Array.from(sizes, (size) => norm(gradient.subarray(at, (at += size))));
    return {
      value,
      gradientNorm,
      norms,
      cosine: Math.max(-1, Math.min(1, dot(gradient, data) / (gradientNorm * dataNorm))),
    };
  });
  const norms = measured.reduce((total, { gradientNorm }) => total + gradientNorm, 0);
  const missing = norm(sum.map((value, i) => value - whole.gradient[i]!));
  return {
    terms: measured,
    ...{ loss: whole.value, gradient: whole.gradient, gradientNorm: norm(whole.gradient) },
    difference: missing === 0 ? 0 : missing / norms,
  };
}
