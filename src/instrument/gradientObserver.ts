/** Who wants to see the inside of the gradient calls of trainings: the recorder of loss programs, wired by the trainer. */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TermForm } from '../protocol/library.js';
import type { Engine, Gradients, KernelCall } from './engine.js';

/** Where an op comes from. */
export interface OpLine {
  file: string;
  line: number;
  /** The outermost line of the user inside the loss function, where it is another one. */
  caller: { file: string; line: number } | null;
  layer: string | null;
  /** The line on which the layer was made, where it is another one than `line`. */
  made?: { file: string; line: number } | null;
}

export interface ObservedCall {
  engine: Engine;
  /** The same object for calls at the same place of the source about the same variables. */
  at: object;
  xs: readonly Tensor[];
  /** Where the op that is running comes from: 20 to 60 µs. */
  line(): OpLine | null;
}

export interface GradientObserver {
  /** Before a gradient call of a training; null: not interested. Must not throw; so must none of the observation's functions. */
  begin(call: ObservedCall): GradientObservation | null;
  /** Whether the forward pass of a training without gradient calls is to be seen: asked at each op. */
  wantsOwn?(training: number): boolean;
  /** Before such a forward pass. */
  beginOwn?(call: OwnCall): OwnObservation;
}

export interface OwnCall extends Pick<ObservedCall, 'engine' | 'line'> {
  training: number;
  xs: readonly Variable[];
}

export interface OwnObservation {
  recording: ForwardRecording;
  /** The loss was computed, perhaps after the update: `weights` are copies of the variables of before it, gone when this returns. */
  ended(step: number, variables: readonly Variable[], weights: readonly Tensor[]): void;
  /** There was none. */
  abandoned(): void;
}

export interface GradientObservation {
  /** null: the call is only signed. */
  recording: ForwardRecording | null;
  /** The call returned. `signature`: of the kernels and shapes of its forward pass. `variables`: in the training's order. */
  ended(signature: string, result: Gradients, variables: readonly { tensor: Tensor; name: string }[]): void;
  /** The call threw. */
  failed(error: unknown): void;
  /** The training that the call belongs to is known, and the update of this step is about to start. */
  resolved(training: number, step: number): void;
}

export interface ForwardRecording {
  /** Runs an op of the engine and takes note of it. */
  op(call: KernelCall, run: (call: KernelCall) => Tensor | Tensor[]): Tensor | Tensor[];
  cloned(from: Tensor, to: Tensor): void;
  read(dataId: DataId): void;
  named(tensor: Tensor, name: string, form: TermForm | null): void;
  /** The loss function returned. */
  returned(loss: Tensor): void;
}
