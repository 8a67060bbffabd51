/** Shapes of what is told of gradients on lines: columns are of one length, and what points to a row points to one that is there. */
import type { GradientGraph, LinesPayload, LinesSeries } from '../../src/protocol/lines.js';
import {
  hasShape,
  isArrayOf,
  isCount,
  isInstanceOf,
  isNullOr,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';

const doubles = isInstanceOf(Float64Array);
const counts = isInstanceOf(Uint32Array);
const names = isArrayOf(isString);

const seriesShape = hasShape({
  ...{ training: isCount, files: names, file: counts, line: counts, steps: doubles, norms: doubles },
  why: isNullOr(isString),
});
export const isLinesSeries: Guard = (value) => {
  if (!seriesShape(value)) return false;
  const { file, files, line, steps, norms } = value as LinesSeries;
  return (
    line.length === file.length &&
    norms.length === file.length * steps.length &&
    file.every((index) => index < files.length)
  );
};

const graphShape = hasShape({
  ...{ kernels: names, layers: names, kernel: counts, layer: counts, file: counts, line: counts },
  ...{ norm: doubles, next: counts, first: counts, variable: doubles },
});
function isGraph(value: unknown, files: readonly string[]): boolean {
  if (!graphShape(value)) return false;
  const { kernels, layers, kernel, layer, file, line, norm, next, first, variable } = value as GradientGraph;
  const ops = kernel.length;
  return (
    [layer, file, line, norm, next].every(({ length }) => length === ops) &&
    first.length === variable.length &&
    kernel.every((index) => index < kernels.length) &&
    layer.every((index) => index <= layers.length) &&
    file.every((index) => index <= files.length) &&
    [next, first].every((column) => column.every((index) => index <= ops))
  );
}

const payload = hasShape({ files: names, graph: isNullOr(graphShape) });
const isPayload: Guard = (value) => {
  if (!payload(value)) return false;
  const { graph, files } = value as LinesPayload;
  return graph === null || isGraph(graph, files);
};

export const isGradientPaths: Guard = hasShape({
  training: isCount,
  step: isCount,
  measured: isNullOr(hasShape({ step: isCount, payload: isPayload })),
});
