/** Functions that are constant but for jumps, to which TensorFlow.js gives another gradient than zero. */
import { zeroGradient, type GradientRule } from '../gradientRules.js';

export const stepRules: GradientRule[] = [
  {
    // TensorFlow.js takes the gradient of the division before it is rounded.
    kernelName: 'FloorDiv',
    inputsToSave: ['a', 'b'],
    gradient: (core) => (_, saved) => ({ a: zeroGradient(core, saved[0]!), b: zeroGradient(core, saved[1]!) }),
  },
  {
    // To integers a cast rounds; TensorFlow.js passes the gradient straight through.
    kernelName: 'Cast',
    inputsToSave: ['x'],
    gradient: (core) => (dy, saved, attributes) => ({
      x: () => (attributes['dtype'] === 'float32' ? core.clone(dy as never) : core.zeros(saved[0]!.shape)),
    }),
  },
];
