/** `gradlens tune ARGV…`. */
import { logGrid } from '../../tuning/lambdaGrid.js';
import { valueWrong } from '../usageError.js';
import type { TuneCommand } from './commands.js';
import type { ParsedOptions } from './options.js';
import { isCount, number, operands, splitLine } from './readValues.js';

export function tune(parsed: ParsedOptions): TuneCommand {
  const [operand] = operands('tune', parsed, 1);
  const { file, line } = splitLine(operand!);
  const expected = 'a whole number from 2, or 0 for the validation of the program itself';
  return {
    command: 'tune',
    file,
    line,
    lambda: parsed.values.get('lambda') ?? null,
    values: valuesOf(parsed),
    folds: number(parsed, 'folds', expected, (folds) => isCount(folds) && folds !== 1),
    metric: parsed.values.get('metric') ?? null,
    jobs: number(parsed, 'jobs', 'a whole number from 1', (jobs) => isCount(jobs) && jobs >= 1),
    json: parsed.flags.has('json'),
    args: parsed.rest ?? [],
  };
}

function valuesOf(parsed: ParsedOptions): number[] | null {
  const list = parsed.values.get('values');
  const range = parsed.values.get('log');
  if (list !== undefined && range !== undefined) {
    throw valueWrong('--log', range, 'either --values or --log, not both');
  }
  if (list !== undefined) {
    const values = list.split(',').map(toNumber);
    if (!values.every((value) => value >= 0))
      throw valueWrong('--values', list, 'numbers from 0, as in 0.001,0.01,0.1');
    return values;
  }
  if (range === undefined) return null;
  const [low, high, count] = range.split(' ').map(toNumber) as [number, number, number];
  if (!(low > 0 && high > low && isCount(count) && count >= 2 && count <= MOST_VALUES)) {
    throw valueWrong(
      '--log',
      range,
      `a lowest and a highest value above 0 and a number of them from 2, as in 1e-4 1 9`,
    );
  }
  return logGrid(low, high, count);
}
const MOST_VALUES = 1000;

/** NaN where it is none. */
const toNumber = (text: string) => (/^\s*\d*\.?\d+(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : NaN);
