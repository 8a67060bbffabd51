/** The terms of a training's loss, for a person. */
import { formatNumber, formatShare } from '../../format/number.js';
import { SUM_TOLERANCE, sharesOf, type LossTermsPayload } from '../../protocol/terms.js';
import { renderTable } from './table.js';
import type { TrainingTally } from './tally.js';
import { NOT_MEASURED, placeOf } from './trainingTable.js';

/** As they were measured last, else the declared penalties with their values; empty where the loss is no sum and nothing is declared. */
export function termTable(training: TrainingTally): string[] {
  const measured = training.lossTerms?.payload;
  if (!measured || measured.notMeasured !== null) return declaredTable(training);
  const known = measured.terms.length > 1 ? measuredTable(measured) : [];
  return [...known, ...sentences(measured)];
}

function measuredTable({ terms, values, gradientNorms, cosines }: LossTermsPayload): string[] {
  const shares = sharesOf(gradientNorms);
  const number = (value: number, format: (value: number) => string) => (Number.isNaN(value) ? '' : format(value));
  const rows = terms.map(({ name, kind, formula, lambda, file, line }, i) => [
    name,
    [formula, lambda === null || !(formula ?? 'λ').includes('λ') ? null : `λ ${formatNumber(lambda)}`]
      .filter(Boolean)
      .join(', '),
    placeOf(file, line),
    number(values[i]!, formatNumber),
    number(gradientNorms[i]!, formatNumber),
    number(shares[i]!, formatShare),
    kind === 'data' ? '' : number(cosines[i]!, formatNumber),
  ]);
  const head = ['term', 'formula', 'line', 'value', 'gradient', 'share', 'cosine'];
  return renderTable([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
}

function sentences({ difference, unused, decay, terms, zeros, notes }: LossTermsPayload): string[] {
  const moved = terms.flatMap(({ name }, i) =>
    zeros[i]! > 0 ? [`${name} moves ${zeros[i]} weights that are exactly 0: the gradient of tf.abs is −1 there.`] : [],
  );
  return [
    ...(difference > SUM_TOLERANCE
      ? [
          `The terms' gradients do not add up to that of the loss: ${formatShare(difference)} of their norms is missing.`,
        ]
      : []),
    ...unused.map(
      ({ name, file, line }) => `${name} (${placeOf(file, line)}) is a penalty that never reaches the loss.`,
    ),
    ...moved,
    ...(decay
      ? [
          `The update also takes ${formatNumber(decay.factor)} of every weight off it: weight decay, no term of the loss.`,
        ]
      : []),
    ...notes,
  ];
}

/** Declared penalties at the last step where they were measured; empty where the program declares none. */
function declaredTable(training: TrainingTally): string[] {
  if (training.payload.terms.length === 0) return [];
  const rows = training.payload.terms.map(({ name, penalties, file, line }, row) => {
    const value = training.terms?.[row] ?? NaN;
    return [
      name,
      penalties.map(({ kind, lambda }) => `${kind} λ ${formatNumber(lambda)}`).join(', '),
      placeOf(file, line),
      Number.isNaN(value) ? NOT_MEASURED : formatNumber(value),
    ];
  });
  return renderTable([['regularizer', 'penalty', 'line', 'value'], ...rows], ['left', 'left', 'left', 'right']);
}
