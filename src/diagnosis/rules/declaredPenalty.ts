/**
 * A layer declares a regularizer, and its penalty never reaches the loss.
 *
 * Evidence: of a weight with a declared λ, no recorded program of the training has a single number on the way to the loss that is made of
 * weights alone, this one among them. So it is with the cells of recurrent layers (TensorFlow.js 4.22 adds the penalties of layers
 * and not those of their cells), and where a loss function is minimised that leaves `model.calculateLosses()` out.
 * Silent: for λ of zero, for regularizers of the program's own (their formula is not known), and where another single number
 * of the same weight is a part of the loss (a penalty that is added by hand).
 */
import { formatNumber } from '../../format/number.js';
import { programReader } from '../../program/terms/linearOps.js';
import type { TermInfo, TrainingPayload } from '../../protocol/records.js';
import { diagnosed } from '../finding.js';
import { trainingPlace } from '../place.js';
import type { ProgramEvidence } from '../programEvidence.js';
import type { Rule } from '../rule.js';

export const declaredPenalty: Rule = {
  name: 'regularizer-unused',
  family: 'regularization',
  when: ['probe', 'end'],
  thresholds: {},
  examine({ programs, payload, ended }) {
    if (programs.length < (ended ? 1 : 2)) return [];
    const rows = new Map(payload.variables.map(({ name }, row) => [name, row]));
    const declared = payload.terms.filter(({ name, penalties }) => rows.has(name) && penalties.length > 0);
    if (declared.length === 0) return [];
    const reached = new Set(programs.flatMap((probe) => [...penalised(probe)]));
    const left = declared.filter(({ name }) => !reached.has(rows.get(name)!));
    const layers = new Set(left.map(({ layer }) => layer));
    return [...layers].map((layer) => {
      const own = left.filter((info) => info.layer === layer);
      const recurrent = isRecurrent(payload, layer);
      const [first] = own as [TermInfo];
      return diagnosed({
        ...{ subject: layer ?? first.name, severity: 'warning', since: programs[0]!.step },
        ...{ layer, variable: first.name, option: /[rR]egularizer/ },
        place:
          first.file !== null && first.line !== null ? { file: first.file, line: first.line } : trainingPlace(payload),
        message: `${own.length > 1 ? 'Regularizers' : 'A regularizer'} of ${layer ?? 'a layer'} (${[...new Set(own.map(inWords))].join(', ')}) ${own.length > 1 ? 'are' : 'is'} declared and never reach${own.length > 1 ? '' : 'es'} the loss${recurrent ? ': TensorFlow.js leaves out those of recurrent cells' : ''}`,
        evidence: {
          weights: own.map(({ name }) => name),
          lambdas: own.flatMap(({ penalties }) => penalties.map(({ lambda }) => lambda)),
          recurrent,
        },
        advice: recurrent
          ? 'Add the penalty in the loss yourself (λ times the sum of the squared weights, from layer.trainableWeights), or leave the regularizer out.'
          : 'Add the penalties of model.calculateLosses() to what the loss function returns, or leave the regularizer out.',
      });
    });
  },
};

/** Rows of the variables that single numbers of weights alone are made of. */
function penalised({ program }: ProgramEvidence): Set<number> {
  const reader = programReader(program);
  const rows = new Set<number>();
  for (const slot of program.ops.flatMap(({ outputs }) => [...outputs])) {
    if (reader.size(slot) !== 1 || reader.data(slot).size > 0) continue;
    for (const row of reader.variables(slot)) rows.add(row);
  }
  return rows;
}

const isRecurrent = ({ variables }: TrainingPayload, layer: string | null) =>
  layer !== null &&
  variables.some((variable) => variable.layer === layer && variable.name.includes('recurrent_kernel'));

const inWords = ({ name, penalties }: TermInfo) =>
  `${penalties.map(({ kind, lambda }) => `${kind} ${formatNumber(lambda)}`).join(' and ')} on ${name.split('/').at(-1)!}`;
