/** Gradients on the lines of the program, and the way to each variable, as `--lines` prints them. */
import { formatNumber } from '../../format/number.js';
import { gradientPath, pathFactor } from '../../protocol/gradientPath.js';
import type { GradientPath, PathPoint } from '../../protocol/lines.js';
import { placeOf } from './trainingTable.js';
import { renderTable } from './table.js';
import type { TrainingTally } from './tally.js';

/** Empty where nothing was measured. */
export function lineTables({ curvature, payload }: TrainingTally): string[] {
  const { lines, graph, linesWhy } = curvature;
  if (!lines) return linesWhy === null ? [] : [`gradients on lines: not measured: ${linesWhy}`];
  const rows = Array.from(lines.payload.norm, (norm, i) => [
    placeOf(lines.payload.files[lines.payload.file[i]!]!, lines.payload.line[i]!),
    formatNumber(norm),
    String(lines.payload.ops[i]!),
  ]);
  const table = renderTable([[`line, step ${lines.step}`, '‖g‖', 'ops'], ...rows], ['left', 'right', 'right']);
  if (!graph) return table;
  const paths = payload.variables.map((_, i) => gradientPath(graph.payload, i));
  const known = paths.filter((path) => path !== null);
  if (known.length === 0) return table;
  const longest = known.reduce((a, b) => (b.points.length > a.points.length ? b : a));
  const name = (path: GradientPath) => payload.variables[path.variable]!.name;
  return [
    ...table,
    '',
    `gradient from the loss to each variable, step ${graph.step}`,
    ...known.map((path) => `${name(path)}: ‖g‖ ${formatNumber(path.norm)}${extremesOf(path)}`),
    '',
    ...pathTable(longest, name(longest)),
  ];
}

function extremesOf(path: GradientPath): string {
  const at = (index: number) => `${whereOf(path.points[index]!)} (× ${formatNumber(pathFactor(path, index))})`;
  return [
    path.shrinks === null ? '' : `, shrinks most at ${at(path.shrinks)}`,
    path.grows === null ? '' : `, grows most at ${at(path.grows)}`,
  ].join('');
}

function pathTable(path: GradientPath, name: string): string[] {
  const rows = path.points.map((point, i) => [
    point.kernel,
    placeOf(point.file, point.line),
    formatNumber(point.norm),
    `× ${formatNumber(pathFactor(path, i))}`,
  ]);
  const head = [`from the loss to ${name}`, 'line', '‖g‖', 'passed on'];
  return renderTable([head, ...rows, [name, '', formatNumber(path.norm), '']], ['left', 'left', 'right', 'right']);
}

function whereOf({ kernel, file, line }: PathPoint): string {
  const place = placeOf(file, line);
  return place ? `${kernel}, ${place}` : kernel;
}
