/**
 * The targets of a cross-entropy are no distribution over the classes: rows without a class, scaled rows, values out of range.
 *
 * Evidence: the target table at the comparison. `out of range`: most rows have exactly one 1 and some have none (tf.oneHot leaves a row of
 * zeros for a class beyond its depth). `scaled`: all rows have the same sum, and it is not 1. For one output: values outside of [0, 1].
 * Silent: for tables of more than two dimensions (padding), for soft labels that add up to 1, and for several labels a row (sigmoid).
 */
import { formatNumber, formatShare } from '../../format/number.js';
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';
import { dataPlace } from '../sourcePlace.js';

export const classTargets: Rule = {
  name: 'targets-no-classes',
  family: 'data',
  when: ['probe'],
  thresholds: { sum: 0.02 },
  examine(evidence, { sum }) {
    const probe = evidence.programs.at(-1);
    if (!probe) return [];
    const say = (message: string, advice: string, numbers: Record<string, unknown>) => [
      diagnosed({
        ...{ severity: 'error', since: probe.step, place: dataPlace(evidence, 'targets') },
        message,
        advice,
        evidence: numbers,
      }),
    ];
    return comparisons(probe.graph).flatMap(({ kind, prediction, target }) => {
      const reading = probe.readings.get(target) ?? probe.readings.get(probe.graph.origin(target));
      const { shape } = probe.program.slots[target]!;
      if (kind === 'difference' || !reading || shape.length > 2) return [];
      const width = shape.length === 2 ? shape[1]! : 1;
      if (width < 2 || kind === 'sigmoid logits') {
        // A Poisson loss takes logarithms of rates and targets of any size.
        if (kind === 'probabilities' && !isKernel(probe.graph.maker(prediction), 'Sigmoid')) return [];
        if (reading.min >= -1e-6 && reading.max <= 1 + 1e-6) return [];
        return say(
          `The targets of the cross-entropy go from ${formatNumber(reading.min)} to ${formatNumber(reading.max)}, and they are meant to be 0 to 1`,
          'Give it 0 and 1 (or probabilities).',
          { min: reading.min, max: reading.max },
        );
      }
      const rows = reading.rows;
      if (!rows) return [];
      if (rows.allZero > 0 && rows.single + rows.allZero === rows.count && rows.single > 0) {
        return say(
          `${rows.allZero} of ${rows.count} target rows (${formatShare(rows.allZero / rows.count)}) name no class: their label is beyond the ${width} columns`,
          `Count classes from 0, or give tf.oneHot a depth that holds them all.`,
          { rows: rows.count, empty: rows.allZero, classes: width },
        );
      }
      const off = Math.abs(rows.sumMax - 1) > sum! && Math.abs(rows.sumMin - 1) > sum!;
      if (!off || rows.sumMax - rows.sumMin > 0.01 * Math.abs(rows.sumMax) || rows.sumMax === 0) return [];
      return say(
        `The target rows add up to ${formatNumber(rows.sumMax)}, and they are meant to add up to 1: the labels were scaled`,
        'Leave one-hot labels as they are: scale the inputs only.',
        { sum: rows.sumMax, classes: width },
      );
    });
  },
};
