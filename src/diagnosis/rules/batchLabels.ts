/**
 * What the batches hold of the classes: batches sorted by class, and classes that never come.
 *
 * Measure: the share of each class in the recorded batches (column means of the target table). `sorted`: in at least three different batches the largest class has
 * `purity` on average, and it is not the same class in all of them. `missing`: over all recorded batches a fifth of the classes or more never come, with
 * ten samples a class recorded or more.
 * Silent: for two classes where there are several trainings (adversarial networks judge one kind at a time), or fewer than ten steps; for batches under eight samples, where one class leads in all batches (imbalanced classes), for soft targets and for
 * regression.
 */
import { formatShare } from '../../format/number.js';
import { comparisons } from '../comparison.js';
import type { Evidence } from '../evidence.js';
import { diagnosed } from '../finding.js';
import type { Diagnosed, Rule } from '../rule.js';
import { dataPlace } from '../sourcePlace.js';

interface Batch {
  size: number;
  /** Share of each class. */
  shares: number[];
}

export const batchLabels: Rule = {
  name: 'batches-of-classes',
  family: 'data',
  when: ['end'],
  thresholds: { purity: 0.9, samples: 10, missing: 0.2 },
  examine(evidence, { purity, samples, missing }) {
    const batches = batchesOf(evidence);
    const [first] = batches;
    if (!first) return [];
    return sorted(evidence, batches, purity!) ?? absent(evidence, batches, samples!, missing!);
  },
};

function batchesOf({ programs }: Evidence): Batch[] {
  const seen = new Map<string, Batch>();
  for (const { graph, readings, program } of programs) {
    const comparison = comparisons(graph).find(({ kind }) => kind !== 'difference');
    const reading = comparison && readings.get(comparison.target);
    const shape = comparison && program.slots[comparison.target]!.shape;
    if (!reading?.columns || shape?.length !== 2) continue;
    const { mean, count } = reading.columns;
    const isHard =
      count === 1
        ? reading.min >= 0 && reading.max <= 1 && Math.abs(reading.std ** 2 - reading.mean * (1 - reading.mean)) < 1e-4
        : reading.rows?.single === reading.rows?.count;
    const size = reading.size / count;
    if (!isHard || size < 8) continue;
    const shares = count === 1 ? [1 - mean[0]!, mean[0]!] : [...mean];
    const leaf = program.leaves.filter(({ kind }) => kind === 'data').map(({ slot }) => readings.get(slot)?.mean);
    seen.set(`${shares.join()} ${leaf.join()}`, { size, shares });
  }
  return [...seen.values()];
}

function sorted(evidence: Evidence, batches: readonly Batch[], purity: number): Diagnosed[] | null {
  if (batches.length < 3) return null;
  const leading = batches.map(({ shares }) => shares.indexOf(Math.max(...shares)));
  const mean = batches.reduce((sum, { shares }) => sum + Math.max(...shares), 0) / batches.length;
  if (!(mean >= purity) || new Set(leading).size < 2) return null;
  return [
    diagnosed({
      ...{ severity: 'warning', since: 1, place: dataPlace(evidence, 'targets') },
      message: `The batches are sorted by class: on average ${formatShare(mean)} of a batch is one class, and it changes from batch to batch`,
      evidence: { purity: mean, batches: batches.length, leading },
      advice: 'Shuffle the samples once before training, or let fit do it (shuffle: true).',
    }),
  ];
}

function absent(evidence: Evidence, batches: readonly Batch[], samples: number, missing: number): Diagnosed[] {
  const classes = batches[0]!.shares.length;
  const total = batches.reduce((sum, { size }) => sum + size, 0);
  const never = batches[0]!.shares.flatMap((_, i) => (batches.every(({ shares }) => shares[i] === 0) ? [i] : []));
  const isBinary = classes === 2 && (evidence.trainedElsewhere.size > 0 || evidence.steps < 10);
  if (classes < 2 || isBinary || never.length === 0 || never.length / classes < missing || total < samples * classes)
    return [];
  return [
    diagnosed({
      ...{ severity: 'warning', since: 1, place: dataPlace(evidence, 'targets') },
      message: `${never.length} of ${classes} classes never come in ${total} recorded samples: ${never.join(', ')}`,
      evidence: { never, classes, samples: total },
      advice: 'Look at how the samples were chosen, or give the model as many outputs as there are classes.',
    }),
  ];
}
