/** Division rounded down is constant but for jumps; TensorFlow.js takes the gradient of the division before it is rounded. */
import { zeroGradient, type GradientRule } from '../gradientRules.js';

export const floorDivRules: GradientRule[] = [
  {
    kernelName: 'FloorDiv',
    inputsToSave: ['a', 'b'],
    gradient: (core) => (_, saved) => ({ a: zeroGradient(core, saved[0]!), b: zeroGradient(core, saved[1]!) }),
  },
];
