/**
 * Weights are drawn far too small or too large for the number of inputs.
 *
 * Measure: std·√(fan-in), which keeps the size of what passes at about 1 (glorot 0.7 to 1, he 1.4). `too small`: below `small` in every layer of at
 * least two, or by so much in all of them together, while the loss does not fall by `progress`. `too large`: above `large` in a layer, while the first loss is more than
 * `risen` times what a constant prediction gives or the units behind are saturated, and the loss does not fall by half.
 * Silent: where training makes progress.
 * Source: Glorot and Bengio 2010; He et al. 2015.
 */
import { formatNumber } from '../../format/number.js';
import { isStuck } from '../chance.js';
import { diagnosed } from '../finding.js';
import { opPlace, variablePlace } from '../place.js';
import type { Rule } from '../rule.js';
import { weightOps } from '../weightOps.js';

export const weightScale: Rule = {
  name: 'weights-scale',
  family: 'initialization',
  when: ['end'],
  thresholds: { small: 0.02, large: 8, progress: 0.05 },
  examine(evidence, { small, large, progress }) {
    const { programs, payload, loss, steps } = evidence;
    const probe = programs[0];
    if (!probe || probe.step > 2 || steps < 10) return [];
    const seen = new Set<number>();
    const layers = weightOps(probe.graph).flatMap((op) => {
      const reading = probe.readings.get(op.leaf);
      const { shape } = payload.variables[op.variable]!;
      if (!reading || seen.has(op.variable) || shape.length < 2 || reading.std === 0) return [];
      seen.add(op.variable);
      return [{ op, gain: reading.std * Math.sqrt(shape.slice(0, -1).reduce((a, b) => a * b, 1)) }];
    });
    if (layers.length < 2) return [];
    const shrunk = layers.reduce((product, { gain }) => product * gain, 1);
    const tiny = (layers.every(({ gain }) => gain < small!) || shrunk < small! ** 2.5) && isStuck(evidence, progress!);
    const huge = layers.find(({ gain }) => gain > large!);
    if (!tiny && !(huge && loss.progress < 0.5)) return [];
    const { op, gain } = tiny ? layers[0]! : huge!;
    const { name, layer } = payload.variables[op.variable]!;
    return [
      diagnosed({
        ...{
          severity: 'warning',
          since: 1,
          layer,
          variable: name,
          place: variablePlace(payload, op.variable) ?? opPlace(op.op),
        },
        option: /[iI]nitializer/,
        message: `The weights of ${layer ?? name} are drawn too ${tiny ? 'small' : 'large'}: what passes through is ${tiny ? 'shrunk' : 'blown up'} to ${formatNumber(gain)} of its size (about 1 is usual)${tiny ? ', and the loss does not fall' : ''}`,
        evidence: { gain, progress: loss.progress, layers: layers.length },
        advice:
          'Draw them with a deviation of √(2 / inputs) for relu (heNormal) or √(1 / inputs) for tanh (glorotNormal).',
      }),
    ];
  },
};
