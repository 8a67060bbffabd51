/**
 * Einstein summation y_out = Σ a_A · b_B over the labels that are not in `out`. It is linear in each operand:
 * da_A = Σ dy_out · b_B over the labels that are not in A; a label that stands in A alone was summed, so dy is repeated along it.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { InputGradients } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';

export const einsumRules: GradientRule[] = [
  {
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradient: (core) => (dy, operands, attributes) => {
      const [inputs, output] = (attributes['equation'] as string).replaceAll(/\s/g, '').split('->') as [string, string];
      const labels = inputs.split(',');
      const gradients: InputGradients = {};
      operands.forEach((operand, i) => {
        const others = operands.filter((_, j) => j !== i);
        const otherLabels = labels.filter((_, j) => j !== i);
        gradients[i] = () => backward(core, dy as Tensor, output, others, otherLabels, operand, labels[i]!);
      });
      return gradients;
    },
  },
];

function backward(
  core: TensorflowCore,
  dy: Tensor,
  output: string,
  others: Tensor[],
  otherLabels: string[],
  operand: Tensor,
  label: string,
): Tensor {
  const known = [...label].filter((letter) => output.includes(letter) || otherLabels.some((o) => o.includes(letter)));
  const from = [output, ...otherLabels].join(',');
  // Some kernels return an operand itself where nothing is to be done.
  const summed = from === known.join('') ? dy : core.einsum(`${from}->${known.join('')}`, dy, ...others);
  const shape = [...label].map((letter, axis) => (known.includes(letter) ? operand.shape[axis]! : 1));
  return core.mul(core.reshape(summed, shape), core.onesLike(operand));
}
