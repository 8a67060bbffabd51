/** Gradients that we give to ops: put into the registry of TensorFlow.js, and taken out again. */
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import type { GradientFunction } from './engine.js';

/** `replaced`: what TensorFlow.js has itself, or null. */
export interface GradientRule {
  kernelName: string;
  inputsToSave?: string[];
  /** For ops whose inputs are a list. */
  saveAllInputs?: true;
  outputsToSave?: boolean[];
  gradient: (core: TensorflowCore, replaced: GradConfig | null) => GradientFunction;
}

/** Returns what puts back all that was there. */
export function registerRules(core: TensorflowCore, rules: readonly GradientRule[]): () => void {
  const undo = rules.map(({ gradient, ...saved }) => {
    const { kernelName } = saved;
    const replaced = (core.getGradient(kernelName) as GradConfig | undefined) ?? null;
    core.registerGradient({ ...saved, gradFunc: gradient(core, replaced) });
    return () => {
      if (replaced) core.registerGradient(replaced);
      else core.unregisterGradient(kernelName);
    };
  });
  return () => {
    for (const step of undo.reverse()) step();
  };
}

/** The gradient of an input on which the output depends by jumps alone: zero wherever it exists. */
export function zeroGradient(core: TensorflowCore, x: Tensor): () => Tensor {
  return () => core.zeros(x.shape);
}

/** The gradient of an input that was broadcast: summed over the axes along which it was repeated. */
export function sumTo(core: TensorflowCore, gradient: Tensor, shape: number[]): Tensor {
  const axes = core.backend_util.getReductionAxes(shape, gradient.shape);
  return core.reshape(axes.length > 0 ? core.sum(gradient, axes) : gradient, shape);
}
