/** What the picture of a comparison says in words. */
import { formatNumber } from '../../src/format/number.js';
import { MOST_SIDES, type ComparedSide, type Comparison, type Setting } from '../../src/protocol/comparison.js';
import type { About, DataTable } from '../ui/info.js';
import type { Quantity } from './comparisonModel.js';

const fileName = (path: string) => path.split(/[\\/]/).at(-1)!;

/** `train.js:12`, where the training stands. */
export function placeOf({ file, line }: Pick<ComparedSide, 'file' | 'line'>, program: string): string {
  return `${fileName(file ?? program)}${line === null ? '' : `:${line}`}`;
}

export const dateOf = (startedAt: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(startedAt);

/** The few settings that tell a side apart; places and versions are told below. */
const MOST_TOLD = 3;
const NOT_TOLD = new Set(['program', 'training', 'parameters', 'git commit', 'platform', 'Node', 'Gradlens']);

export function differenceOf(settings: readonly Setting[], side: number): string {
  const told = settings.filter(({ name, values }) => !NOT_TOLD.has(name) && values[side] !== null);
  const words = told.slice(0, MOST_TOLD).map(({ name, values }) => {
    const short = name.replace(/^optimizer /, '');
    return name === 'optimizer' ? values[side]! : `${short} ${values[side]!}`;
  });
  return [...words, ...(told.length > MOST_TOLD ? [`${told.length - MOST_TOLD} more`] : [])].join(', ');
}

export function secondLine({ kind, lines }: Quantity, sides: readonly ComparedSide[], isLog: boolean): string {
  const scale = isLog ? 'log scale' : '';
  if (kind !== 'lambda') return scale;
  const samples = [...new Set(sides.flatMap(({ samples }, i) => (lines[i] && samples !== null ? [samples] : [])))];
  return [samples.length === 1 ? `${samples[0]} samples` : 'samples differ', scale].filter(Boolean).join(', ');
}

export function pictureLabel({ title, lines }: Quantity, sides: readonly ComparedSide[]): string {
  const ends = sides.flatMap(({ name, steps }, i) => {
    const line = lines[i];
    const last = line?.values.findLast(Number.isFinite);
    return last === undefined ? [] : [`${name} ${formatNumber(last)} after ${steps} steps`];
  });
  return `${title} of ${sides.length} trainings: ${ends.join(', ')}.`;
}

const MOST_ROWS = 200;

/** Every line at steps that are spread evenly over the longest. */
export function comparisonTable({ lines }: Quantity, sides: readonly ComparedSide[]): DataTable {
  const steps = [...new Set(lines.flatMap((line) => [...(line?.steps ?? [])]))].sort((a, b) => a - b);
  const stride = Math.ceil(steps.length / MOST_ROWS) || 1;
  const known = lines.map((line) => new Map(line ? [...line.steps].map((step, i) => [step, line.values[i]!]) : []));
  return {
    columns: ['step', ...sides.map(({ name }) => name)],
    rows: steps
      .filter((_, i) => i % stride === 0 || i === steps.length - 1)
      .map((step) => [
        String(step),
        ...known.map((values) => {
          const value = values.get(step);
          return value === undefined || Number.isNaN(value) ? '–' : formatNumber(value);
        }),
      ]),
  };
}

export function leftText({ left }: Comparison): string | null {
  if (left === 0) return null;
  return `${left} more ${left === 1 ? 'training is' : 'trainings are'} not shown: a picture holds ${MOST_SIDES}.`;
}

export function sameText(same: number): string {
  return `${same} ${same === 1 ? 'setting is' : 'settings are'} the same.`;
}

export const comparedAbout: About = {
  title: 'Trainings side by side',
  what:
    'Each line is one training: its loss and metrics as it reported them, the norm of its whole gradient, and λ1 on its probe batch. ' +
    'Seconds count from the end of its first step, and so leave out the start of the program. Thin lines are the values, thick ones their ' +
    'exponential moving average; of long runs the smallest and the largest value of each stretch are drawn.',
  formula: '‖g‖ = √Σ ‖gᵥ‖² over the variables v that have a gradient at the step',
  usual: 'From the same start, equal settings give equal lines, to the last digit on the same backend.',
  ifNot:
    'Lines that differ where no setting and no source does: the program draws random numbers without a seed. λ1 of other samples is ' +
    'another number: compare it only where the samples are the same.',
};
