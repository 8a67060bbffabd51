/** Words for the way of the gradient. */
import { formatNumber } from '../../../src/format/number.js';
import { pathFactor } from '../../../src/protocol/gradientPath.js';
import type { GradientPath, PathPoint } from '../../../src/protocol/lines.js';
import type { About, DataTable } from '../../ui/info.js';

export const gradientPathAbout: About = {
  title: 'Gradient path',
  what:
    'The way of the gradient from the loss to this variable: its norm after each op. Where a value has several uses, the way ' +
    'goes by the one that passes on the most.',
  formula: '‖∂L/∂v‖ after each op; an op passes on ‖∂L/∂input‖ / ‖∂L/∂output‖ of it',
  usual:
    'Each op passes on between a tenth of the norm and ten times as much, with no drift from one layer to the next.',
  ifNot:
    'One op that passes on almost nothing: a saturated or dead activation, or a scale. All a little below one in a deep ' +
    'network: vanishing; a little above: exploding. Change initial values, activations, or add normalization or skip connections.',
};

/** What stands beside an op: only at the ends of the range is there something to say. */
export function extremeAt({ shrinks, grows }: GradientPath, at: number): '▼' | '▲' | '' {
  return at === shrinks ? '▼' : at === grows ? '▲' : '';
}

export const passedOn = (path: GradientPath, at: number): string => `× ${formatNumber(pathFactor(path, at))}`;

/** Where it shrinks and grows most, in one sentence. */
export function pathSentence(path: GradientPath): string {
  const part = (word: string, at: number | null) =>
    at === null ? [] : [`${word} most at ${placeOf(path.points[at]!)} (${passedOn(path, at)})`];
  const parts = [...part('shrinks', path.shrinks), ...part('grows', path.grows)];
  return parts.length === 0 ? 'Passed on unchanged by every op.' : `The gradient ${parts.join(', ')}.`;
}

export function placeOf({ kernel, file, line }: PathPoint): string {
  return file === null || line === null ? kernel : `${kernel}, ${baseName(file)}:${line}`;
}

export const baseName = (file: string) => file.split(/[\\/]/).at(-1) ?? file;

export function pathTable(path: GradientPath, variable: string): DataTable {
  const rows = path.points.map((point, at) => [placeOf(point), formatNumber(point.norm), passedOn(path, at)]);
  return { columns: ['after', '‖g‖', 'passed on'], rows: [...rows, [variable, formatNumber(path.norm), '']] };
}
