/** Replays a loss program with any tfjs-core, in any thread. */
import type * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LossProgram, ProgramData, ProgramVariable, Slot } from './lossProgram.js';

export type Core = typeof core;

export interface OpenOptions {
  /**
   * How functions with a gradient of their own are differentiated. `recorded`: by the backward pass that the user's step ran (the bits of the
   * user's own gradient). `forward`: by the ops of their forward pass, as if they had no gradient of their own: the derivative of the loss, to any order.
   */
  customGradients?: 'recorded' | 'forward';
}

export interface OpenProgram {
  readonly variables: readonly ProgramVariable[];
  /**
   * The loss as a function of the weights, one tensor a variable in `variables`' order. An ordinary differentiable function: tf.grads,
   * tf.valueAndGrads, tape sessions and double backward work on it. Same bits as the step that was recorded, on the same backend with the same weights.
   */
  loss(weights: readonly Tensor[]): Scalar;
  /** Values of any slots of the root list of ops, in the order asked for; may be differentiated as `loss`. */
  forward(weights: readonly Tensor[], slots: readonly Slot[]): Tensor[];
  /** Other data for the same ops (another batch); throws on other shapes. */
  setData(data: ProgramData): void;
  /** Frees the leaves' tensors. */
  dispose(): void;
}

export declare function openProgram(tf: Core, program: LossProgram, options?: OpenOptions): OpenProgram;
