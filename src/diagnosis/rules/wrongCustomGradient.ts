/**
 * A gradient written by hand (tf.customGrad) is not the derivative of its function.
 *
 * Measure: ‖recorded − derivative‖ / ‖derivative‖ of the gradient with respect to the function's inputs; the derivative is made from the
 * recorded forward ops. Holds above `difference`.
 * Info where all of it is one line of a library (tf.losses differentiate by targets that add up to 1).
 * Silent: where the forward function has a derivative of zero somewhere (rounding, sign, comparisons: a straight-through
 * estimator is meant), or passes its input on unchanged (gradient reversal, clipped gradients): then it is meant.
 */
import { formatNumber } from '../../format/number.js';
import type { CustomGradientOp } from '../../program/lossProgram.js';
import { diagnosed } from '../finding.js';
import { kernelOps } from '../../program/liveOps.js';
import type { Rule } from '../rule.js';

const MEANT = [
  'Round',
  'Floor',
  'Ceil',
  'Sign',
  'Step',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'Equal',
  'ArgMax',
  'OneHot',
];
const PASSING = ['Identity', 'Reshape', 'Cast'];

export const wrongCustomGradient: Rule = {
  name: 'custom-gradient',
  family: 'wrong-gradient',
  when: ['probe'],
  thresholds: { difference: 0.02 },
  examine({ programs }, { difference: least }) {
    const probe = programs[0];
    return (probe?.program.notTheDerivative ?? []).flatMap(({ source, kernels, difference }) => {
      if (!(difference > least!) || !Number.isFinite(difference)) return [];
      if (kernels.some((kernel) => MEANT.includes(kernel)) || kernels.every((kernel) => PASSING.includes(kernel)))
        return [];
      const group = probe!.program.ops.find(
        (op): op is CustomGradientOp =>
          op.kind === 'customGradient' && op.source?.line === source?.line && op.source?.file === source?.file,
      );
      const inside = [...kernelOps(group?.backward?.ops ?? []), ...kernelOps(group?.forward ?? [])];
      const written = inside.find((op) => op.source && op.source.line !== source?.line)?.source ?? null;
      return diagnosed({
        ...{ subject: String(source?.line), severity: written ? 'error' : 'info', since: probe!.step },
        place: (written ?? source) && { file: (written ?? source)!.file, line: (written ?? source)!.line },
        message: `The gradient written by hand is not the derivative of its function: it differs by ${formatNumber(difference)} of the derivative's norm`,
        evidence: { difference, kernels, usedAt: source },
        advice:
          'Hold gradFunc against the derivative of value: its sign, its factors, and a division by the number of samples.',
      });
    });
  },
};
