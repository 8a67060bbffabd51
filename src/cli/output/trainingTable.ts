import { basename } from 'node:path';
import { formatNumber } from '../../format/number.js';
import { VARIABLE_STATE } from '../../protocol/records.js';
import { variableReadings } from './report.js';
import { renderTable } from './table.js';
import type { TrainingTally } from './tally.js';

export const NOT_MEASURED = 'not measured';

/** Layers at the last step: one row a variable, in the order of the training; at most `limit` rows. */
export function variableTable(training: TrainingTally, limit = Infinity): string[] {
  const { variables } = training.payload;
  const shown = variables.length > limit ? variables.slice(0, Math.max(0, limit - 1)) : variables;
  const rows = shown.map(({ name, shape, file, line }, row) => {
    const { gradient, updateRatio, weight } = variableReadings(training.last, row);
    const absent = training.last?.state[row] === VARIABLE_STATE.noGradient ? 'no gradient' : NOT_MEASURED;
    return [
      name,
      shape.length === 0 ? 'scalar' : shape.join('×'),
      placeOf(file, line),
      gradient.norm === null ? absent : formatNumber(gradient.norm),
      updateRatio === null ? '' : formatNumber(updateRatio),
      weight.norm === null ? '' : formatNumber(weight.norm),
    ];
  });
  const head = ['variable', 'shape', 'line', 'gradient', 'update ratio', 'weight'];
  const table = renderTable([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right']);
  const hidden = variables.length - shown.length;
  return hidden > 0 ? [...table, `and ${hidden} more`] : table;
}

export const placeOf = (file: string | null, line: number | null) =>
  file === null ? '' : line === null ? basename(file) : `${basename(file)}:${line}`;
