/** A λ that follows its hypergradient from step to step. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { wrongOption } from '../errors.js';
import { gradientNow, hypergradient, type FlatGradient } from './hypergradient.js';

export interface AdaptiveLambdaOptions {
  /** Where λ begins. */
  lambda: number;
  /** log λ moves by this at most in a step. Default 0.05. */
  rate?: number;
  /** λ stays between these. Default: four decades to either side of where it begins. */
  min?: number;
  max?: number;
  /** Steps from one change of λ to the next. Default 1. */
  every?: number;
  /** Under which its values are shown in a session. Default `λ`. */
  name?: string;
}

/** What the λ of a step is judged by. */
export interface LambdaStep {
  /** Those that the step updates. */
  variables: readonly Tensor[];
  /** R: the penalty with λ = 1. */
  penalty: () => Scalar;
  /** L_val: the loss of validation data without penalties, as the model is used (no dropout, moving statistics). */
  validation: () => Scalar;
  /** η of the update. */
  learningRate: number;
}

const DECADES = 1e4;

export class AdaptiveLambda {
  private now: number;
  private readonly options: Required<AdaptiveLambdaOptions>;
  private steps = 0;
  /** ∇R before the next step. */
  private before: FlatGradient | null = null;
  private last: number | null = null;

  /** @throws PenaltyError `wrong-option` */
  constructor(
    private readonly core: TensorflowCore,
    private readonly tell: (name: string, value: number) => void,
    given: AdaptiveLambdaOptions,
  ) {
    const { lambda, rate = 0.05, min = lambda / DECADES, max = lambda * DECADES, every = 1, name = 'λ' } = given;
    if (!(Number.isFinite(lambda) && lambda > 0)) throw wrongOption('lambda', lambda, 'a positive number');
    if (!(Number.isFinite(rate) && rate > 0)) throw wrongOption('rate', rate, 'a positive number');
    if (!(min > 0 && min <= lambda)) throw wrongOption('min', min, 'positive and at most lambda');
    if (!(Number.isFinite(max) && max >= lambda)) throw wrongOption('max', max, 'at least lambda');
    if (!(Number.isInteger(every) && every >= 1)) throw wrongOption('every', every, 'a whole number from 1 on');
    this.now = lambda;
    this.options = { lambda, rate, min, max, every, name };
  }

  /** λ of now. */
  get value(): number {
    return this.now;
  }

  /** dL_val/dλ of the last step that changed λ; null: none did yet. */
  get hypergradient(): number | null {
    return this.last;
  }

  /** Before the first step, where that is to count: ∇R at the weights that it begins with. */
  begin({ penalty, variables }: Pick<LambdaStep, 'penalty' | 'variables'>): void {
    this.steps = 0;
    this.before = this.options.every === 1 ? gradientNow(this.core, penalty, variables) : null;
  }

  /**
   * After a step: changes λ where it is time to, and answers by which factor it has changed. With gradients that are not finite, λ stays.
   */
  step({ variables, penalty, validation, learningRate }: LambdaStep): number {
    const { rate, min, max, every, name } = this.options;
    this.steps++;
    const known = this.steps % every === 0 ? this.before : null;
    const old = this.now;
    if (known) {
      const found = hypergradient(known, gradientNow(this.core, validation, variables), learningRate);
      if (found) {
        this.last = found.value;
        this.now = Math.min(max, Math.max(min, old * Math.exp(rate * found.cosine)));
      }
    }
    this.before = (this.steps + 1) % every === 0 ? gradientNow(this.core, penalty, variables) : null;
    this.tell(name, this.now);
    return this.now / old;
  }
}
