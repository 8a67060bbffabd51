/** The gradient call that is running, as far as somebody observes it: hands its ops on, and signs its forward pass. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine, KernelCall } from './engine.js';
import type { ForwardRecording, GradientObservation } from './gradientObserver.js';

export interface InsideGradients {
  /** Ops from here on belong to the call. */
  enter(observation: GradientObservation): void;
  /** The loss function returned. */
  returned(loss: Tensor): void;
  /** The gradient call is over; its signature. */
  leave(): string;
  /** Null: nothing is recorded. */
  readonly recording: ForwardRecording | null;
  /** Whether ops are signed. */
  readonly signing: boolean;
  sign(engine: Engine, call: KernelCall, outputs: Tensor | Tensor[]): void;
}

export function insideGradients(): InsideGradients {
  const numbers = new Map<string, number>();
  let names = 0;
  let shapes = 0;
  const self = {
    recording: null as ForwardRecording | null,
    signing: false,
    enter({ recording }: GradientObservation) {
      self.recording = recording;
      self.signing = true;
      names = shapes = 0;
    },
    returned(loss: Tensor) {
      self.signing = false;
      self.recording?.returned(loss);
    },
    leave() {
      self.recording = null;
      self.signing = false;
      return `${(names >>> 0).toString(36)}-${(shapes >>> 0).toString(36)}`;
    },
    /** A rolling hash: 0.2 µs an op. */
    sign(engine: Engine, { kernelName = '' }: KernelCall, outputs: Tensor | Tensor[]) {
      if (engine.state.kernelDepth > 0) return;
      let kernel = numbers.get(kernelName);
      if (kernel === undefined) numbers.set(kernelName, (kernel = Math.imul(numbers.size + 1, 0x9e3779b1)));
      names = (Math.imul(names, 31) + kernel) | 0;
      const { shape } = Array.isArray(outputs) ? outputs[0]! : outputs;
      let hash = Math.imul(shapes, 31) + shape.length;
      for (let i = 0; i < shape.length; i++) hash = (Math.imul(hash, 33) + shape[i]!) | 0;
      shapes = hash | 0;
    },
  };
  return self;
}
