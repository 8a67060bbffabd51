/**
 * Division rounded down is constant but for jumps; TensorFlow.js takes the gradient of the division before it is rounded. On
 * integers, where `tf.div` runs this op too, that is left as it is: only who asks for a derivative by integers sees it.
 */
import { zeroGradient, type GradientRule } from '../gradientRules.js';

export const floorDivRules: GradientRule[] = [
  {
    kernelName: 'FloorDiv',
    inputsToSave: ['a', 'b'],
    gradient: (core, own) => (dy, saved, attributes) => {
      if (saved.some(({ dtype }) => dtype !== 'float32')) return own!.gradFunc(dy, saved, attributes);
      return { a: zeroGradient(core, saved[0]!), b: zeroGradient(core, saved[1]!) };
    },
  },
];
