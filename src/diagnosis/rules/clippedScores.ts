/**
 * relu before a cross-entropy of logits: scores cannot be negative, and those at zero get no gradient.
 *
 * Evidence: the logits of a softmax or sigmoid cross-entropy are the result of Relu or Relu6.
 */
import { comparisons } from '../comparison.js';
import { diagnosed } from '../finding.js';
import { formatShare } from '../../format/number.js';
import { slotPlace } from '../place.js';
import { isKernel } from '../programGraph.js';
import type { Rule } from '../rule.js';

export const clippedScores: Rule = {
  name: 'relu-scores',
  family: 'loss-mismatch',
  when: ['probe'],
  thresholds: {},
  examine({ programs }) {
    const probe = programs[0];
    if (!probe) return [];
    return comparisons(probe.graph).flatMap(({ kind, prediction }) => {
      const maker = probe.graph.maker(prediction);
      if (!kind.endsWith('logits') || !isKernel(maker, 'Relu', 'Relu6')) return [];
      const zeros = probe.readings.get(prediction)?.zeros ?? NaN;
      return diagnosed({
        severity: 'warning',
        since: probe.step,
        place: slotPlace(probe.graph, prediction),
        layer: maker.source?.layer ?? null,
        option: /activation/,
        message: `The scores go through relu before the cross-entropy: ${formatShare(zeros)} of them are cut to 0 and get no gradient`,
        evidence: { zeros },
        advice: 'Give the cross-entropy the scores as they are, without relu.',
      });
    });
  },
};
