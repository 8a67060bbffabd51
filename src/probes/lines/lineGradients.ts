/** The gradient of a step on the lines of the user's code, from that of its ops and variables. */
import type { LossProgram, SourceLine } from '../../program/lossProgram.js';
import type { LinesPayload } from '../../protocol/lines.js';
import type { VariableInfo } from '../../protocol/records.js';
import { gradientGraph } from './gradientGraph.js';
import type { InsideGradient } from './insideGroups.js';
import { linesOf } from './linesOf.js';
import { nameList } from './nameList.js';
import type { OpGradients } from './opGradients.js';

/** Sums of ‖∂L/∂v‖² on one line. */
interface LineSums extends SourceLine {
  whole: number;
  parameters: number;
  called: number;
  ops: number;
}

/**
 * `variables`: in the program's order, with the lines on which they are made. `withGraph`: how the gradient went, too. `inside`: of ops in
 * functions with a gradient of their own, whose callers have the gradient of the function already.
 */
export function lineGradients(
  program: LossProgram,
  gradients: OpGradients,
  variables: readonly VariableInfo[],
  withGraph: boolean,
  inside: readonly InsideGradient[] = [],
): LinesPayload {
  const files = nameList();
  const lines = new Map<string, LineSums>();
  function at({ file, line }: SourceLine): LineSums {
    const key = `${line} ${file}`;
    let sums = lines.get(key);
    if (!sums) lines.set(key, (sums = { file, line, whole: 0, parameters: 0, called: 0, ops: 0 }));
    return sums;
  }

  program.ops.forEach(({ source }, i) => {
    if (!source) return;
    const square = gradients.outputs[i]! ** 2;
    const { own, callers } = linesOf(source);
    for (const place of [own, ...callers]) {
      const sums = at(place);
      sums.whole += square;
      sums.ops++;
      if (place !== own) sums.called += square;
    }
  });
  for (const { file, line, norm } of inside) {
    const sums = at({ file, line });
    sums.whole += norm ** 2;
    sums.ops++;
  }
  variables.forEach(({ file, line }, i) => {
    if (file === null || line === null || i >= gradients.variables.length) return;
    const square = gradients.variables[i]! ** 2;
    const sums = at({ file, line });
    sums.whole += square;
    sums.parameters += square;
  });

  const rows = [...lines.values()].sort((a, b) => compare(a.file, b.file) || a.line - b.line);
  const column = (of: (sums: LineSums) => number) => Float64Array.from(rows, (sums) => Math.sqrt(of(sums)));
  return {
    file: Uint32Array.from(rows, ({ file }) => files.at(file)),
    line: Uint32Array.from(rows, ({ line }) => line),
    norm: column(({ whole }) => whole),
    parameters: column(({ parameters }) => parameters),
    called: column(({ called }) => called),
    ops: Uint32Array.from(rows, ({ ops }) => ops),
    graph: withGraph ? gradientGraph(program, gradients, files) : null,
    files: files.names,
    why: null,
  };
}

/** Nothing is measured, and why: one sentence. */
export const noLineGradients = (why: string): LinesPayload => ({
  ...{ files: [], file: new Uint32Array(0), line: new Uint32Array(0), ops: new Uint32Array(0) },
  ...{ norm: new Float64Array(0), parameters: new Float64Array(0), called: new Float64Array(0) },
  ...{ graph: null, why },
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
