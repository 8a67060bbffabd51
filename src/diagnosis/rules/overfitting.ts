/**
 * The validation loss has risen since an earlier epoch while the training loss went on falling.
 *
 * Measure: validation loss of the last three epochs (mean) over its lowest. Holds above `rise`, where the lowest is at least `epochs` epochs
 * and a third of the training ago, and the training loss fell by half or more since then. Where there are fewer samples than a tenth of the
 * parameters, the line is where the samples are cut out.
 */
import { formatNumber } from '../../format/number.js';
import { diagnosed } from '../finding.js';
import type { Evidence } from '../evidence.js';
import { trainingPlace } from '../place.js';
import type { Rule } from '../rule.js';
import { samplesPlace } from '../sourcePlace.js';

export const overfitting: Rule = {
  name: 'validation-rises',
  family: 'overfitting',
  when: ['end'],
  thresholds: { rise: 1.2, epochs: 5 },
  examine(evidence, { rise, epochs }) {
    const { metrics, payload } = evidence;
    const series = (split: 'train' | 'validation') =>
      metrics.filter((metric) => metric.name === 'loss' && metric.split === split && metric.scope === 'epoch');
    const [train, validation] = [series('train'), series('validation')];
    const values = validation.map(({ value }) => value);
    const count = values.length;
    if (count < epochs! + 3 || train.length !== count) return [];
    const lowest = values.indexOf(Math.min(...values));
    const last = values.slice(-3).reduce((a, b) => a + b, 0) / 3;
    const past = count - 1 - lowest;
    const fallen = train.at(-1)!.value / train[lowest]!.value;
    if (!(last > rise! * values[lowest]!) || past < Math.max(epochs!, count / 3) || !(fallen < 0.5)) return [];
    const samples = samplesOf(evidence);
    const parameters = payload.variables.reduce((sum, variable) => sum + variable.parameters, 0);
    const isFew = parameters > FEW * samples;
    return [
      diagnosed({
        ...{ severity: 'warning', since: validation[lowest]!.step },
        place: (isFew ? samplesPlace(evidence) : null) ?? trainingPlace(payload),
        message: `Overfitting since epoch ${lowest + 1}: the validation loss rose from ${formatNumber(values[lowest]!)} to ${formatNumber(last)} while the training loss fell to ${formatNumber(train.at(-1)!.value)}${isFew ? `; there are ${samples} samples for ${parameters} parameters` : ''}`,
        evidence: {
          lowest: values[lowest],
          epoch: lowest + 1,
          last,
          trainLoss: train.at(-1)!.value,
          samples,
          parameters,
        },
        advice: 'Stop at that epoch, use more data, or add dropout or a penalty.',
      }),
    ];
  },
};

/** Parameters a sample, above which samples are few. */
const FEW = 10;

/** Samples of an epoch, as far as batches of the recorded size go; NaN: not known. */
function samplesOf({ payload, programs }: Evidence): number {
  return (payload.planned.stepsPerEpoch ?? NaN) * (programs[0]?.program.batchSize ?? NaN);
}
