/** A λ that follows its hypergradient from step to step. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { wrongOption } from '../errors.js';
import { gradientNow, hypergradient, type FlatGradient } from './hypergradient.js';

export interface AdaptiveLambdaOptions {
  lambda: number;
  rate?: number;
  min?: number;
  max?: number;
  every?: number;
  name?: string;
}

export interface LambdaStep {
  variables: readonly Tensor[];
  /** R: the penalty with λ = 1. */
  penalty: () => Scalar;
  validation: () => Scalar;
  learningRate: number;
}

export interface AdaptiveLambda {
  readonly value: number;
  readonly hypergradient: number | null;
  begin(at: Pick<LambdaStep, 'penalty' | 'variables'>): void;
  step(at: LambdaStep): number;
}

const RATE = 0.05;
const DECADES = 1e4;

/** @throws PenaltyError `wrong-option` */
function checked({ lambda, rate = RATE, every = 1, name = 'λ', ...given }: AdaptiveLambdaOptions) {
  const { min = lambda / DECADES, max = lambda * DECADES } = given;
  if (!(Number.isFinite(lambda) && lambda > 0)) throw wrongOption('lambda', lambda, 'a positive number');
  if (!(Number.isFinite(rate) && rate > 0)) throw wrongOption('rate', rate, 'a positive number');
  if (!(min > 0 && min <= lambda)) throw wrongOption('min', min, 'positive and at most lambda');
  if (!(Number.isFinite(max) && max >= lambda)) throw wrongOption('max', max, 'at least lambda');
  if (!(Number.isInteger(every) && every >= 1)) throw wrongOption('every', every, 'a whole number from 1 on');
  if (!name.startsWith('λ')) throw wrongOption('name', name, 'a name that begins with λ');
  return { lambda, rate, min, max, every, name };
}

/** @param tell is called with each value of λ. @throws PenaltyError `wrong-option` */
export function makeAdaptiveLambda(
  core: TensorflowCore,
  tell: (name: string, value: number) => void,
  given: AdaptiveLambdaOptions,
): AdaptiveLambda {
  const { lambda, rate, min, max, every, name } = checked(given);
  let [now, steps] = [lambda, 0];
  /** ∇R before the next step. */
  let before: FlatGradient | null = null;
  let last: number | null = null;
  return {
    get value() {
      return now;
    },
    get hypergradient() {
      return last;
    },
    begin({ penalty, variables }) {
      steps = 0;
      before = every === 1 ? gradientNow(core, penalty, variables) : null;
    },
    step({ variables, penalty, validation, learningRate }) {
      steps++;
      const old = now;
      if (before && steps % every === 0) {
        const found = hypergradient(before, gradientNow(core, validation, variables), learningRate);
        last = found?.value ?? last;
        if (found) now = Math.min(max, Math.max(min, old * Math.exp(rate * found.cosine)));
      }
      before = (steps + 1) % every === 0 ? gradientNow(core, penalty, variables) : null;
      tell(name, now);
      return now / old;
    },
  };
}
