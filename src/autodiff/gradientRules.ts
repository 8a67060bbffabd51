/** Gradients that we give to ops: put into the registry of TensorFlow.js, and taken out again. */
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import type { GradientFunction } from './engine.js';

/** `replaced`: what TensorFlow.js has itself, or null. */
export interface GradientRule {
  kernelName: string;
  inputsToSave?: string[];
  outputsToSave?: boolean[];
  gradient: (core: TensorflowCore, replaced: GradConfig | null) => GradientFunction;
}

/** Returns what puts back all that was there. */
export function registerRules(core: TensorflowCore, rules: readonly GradientRule[]): () => void {
  const undo = rules.map(({ kernelName, inputsToSave = [], outputsToSave = [], gradient }) => {
    const replaced = (core.getGradient(kernelName) as GradConfig | undefined) ?? null;
    core.registerGradient({ kernelName, inputsToSave, outputsToSave, gradFunc: gradient(core, replaced) });
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
