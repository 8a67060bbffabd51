/** Which way the gradient took from the loss to each variable, as the record keeps it. */
import { kernelOps } from '../../program/liveOps.js';
import type { LossOp, LossProgram } from '../../program/lossProgram.js';
import type { GradientGraph } from '../../protocol/lines.js';
import { linesOf } from './linesOf.js';
import { nameList, type NameList } from './nameList.js';
import type { OpGradients } from './opGradients.js';

export function gradientGraph(program: LossProgram, gradients: OpGradients, files: NameList): GradientGraph {
  const { ops, leaves, variables, loss } = program;
  const kernels = nameList();
  const layers = nameList();
  const column = (of: (op: LossOp) => number) => Uint32Array.from(ops, of);
  const places = ops.map(({ source }) => source && linesOf(source).own);
  const first = new Uint32Array(variables.length);
  for (const leaf of leaves) {
    if (leaf.kind === 'variable') first[leaf.variable] = 1 + (gradients.strongest(leaf.slot) ?? -1);
  }
  return {
    kernel: column((op) => kernels.at(nameOf(op))),
    layer: column(({ source }) => (source?.layer ? 1 + layers.at(source.layer) : 0)),
    file: Uint32Array.from(places, (place) => (place ? 1 + files.at(place.file) : 0)),
    line: Uint32Array.from(places, (place) => place?.line ?? 0),
    norm: gradients.outputs,
    next: column((op) => (op.outputs.includes(loss) ? 0 : 1 + strongestOf(op, gradients))),
    first,
    variable: gradients.variables,
    kernels: kernels.names,
    layers: layers.names,
  };
}

/** Of an op with several outputs the first that goes on. */
function strongestOf(op: LossOp, { strongest }: OpGradients): number {
  for (const slot of op.outputs) {
    const next = strongest(slot);
    if (next !== null) return next;
  }
  return -1;
}

/** A function with a gradient of its own goes by the last op that is inside. */
function nameOf(op: LossOp): string {
  if (op.kind === 'kernel') return op.kernel;
  const inside = [...kernelOps(op.forward)].at(-1);
  return inside ? `customGrad (${inside.kernel})` : 'customGrad';
}
