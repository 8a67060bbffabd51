/** Where a loss meets its targets: the op that compares what the model says with what it should say. */
import type { LossOp, Slot } from '../program/lossProgram.js';
import { inputsOf, isKernel, type ProgramGraph } from './programGraph.js';

export interface Comparison {
  /**
   * `logits`: cross-entropy that takes the softmax or sigmoid itself. `probabilities`: targets times the log of the prediction.
   * `difference`: prediction minus target, squared or absolute.
   */
  kind: 'softmax logits' | 'sigmoid logits' | 'probabilities' | 'difference';
  /** What the model says: for `probabilities` what the logarithm is taken of, before clipping and small summands. */
  prediction: Slot;
  target: Slot;
  op: LossOp;
}

/** All comparisons on the way from the loss backwards, the nearest to the loss first; behind one nothing is searched. */
export function comparisons(graph: ProgramGraph): Comparison[] {
  const found: Comparison[] = [];
  const waiting: Slot[] = [graph.program.loss];
  const seen = new Set<Slot>();
  for (let slot = waiting.shift(); slot !== undefined; slot = waiting.shift()) {
    if (seen.has(slot)) continue;
    seen.add(slot);
    const op = graph.maker(slot);
    if (!op) continue;
    const comparison = comparisonAt(graph, op);
    if (comparison) found.push(comparison);
    else waiting.push(...inputsOf(op));
  }
  return found;
}

function comparisonAt(graph: ProgramGraph, op: LossOp): Comparison | null {
  const sides = split(graph, op);
  if (!sides) return null;
  const { prediction, target } = sides;
  if (op.kind === 'customGradient') {
    const kernels = new Set(op.forward.map((inner) => (inner.kind === 'kernel' ? inner.kernel : '')));
    const entropy = kernels.has('Exp') && kernels.has('Log') && kernels.has('Multiply');
    return entropy ? { kind: 'softmax logits', prediction: graph.origin(prediction), target, op } : null;
  }
  switch (op.kernel) {
    case 'SquaredDifference':
      return { kind: 'difference', prediction: graph.origin(prediction), target, op };
    case 'Sub':
      return graph
        .users(op.outputs[0]!)
        .some((user) => isKernel(user, 'Square', 'Multiply', 'Abs', 'Pow', 'SquaredDifference'))
        ? { kind: 'difference', prediction: graph.origin(prediction), target, op }
        : null;
    case 'Multiply':
      return product(graph, op, prediction, target);
    default:
      return null;
  }
}

/** target · log(p), or the product of logits and labels inside a sigmoid cross-entropy. */
function product(graph: ProgramGraph, op: LossOp, prediction: Slot, target: Slot): Comparison | null {
  const origin = graph.origin(prediction);
  const maker = graph.maker(origin);
  if (isKernel(maker, 'LogSoftmax')) {
    return { kind: 'softmax logits', prediction: graph.origin(inputsOf(maker)[0]!), target, op };
  }
  const isSigmoidEntropy =
    graph.users(origin).some((user) => isKernel(user, 'Relu')) &&
    graph.users(origin).some((user) => isKernel(user, 'Abs', 'Neg'));
  if (isSigmoidEntropy) {
    // layers' binaryCrossentropy takes the logit of clipped probabilities first: log(p / (1 − p)).
    const ratio = isKernel(maker, 'Log') ? graph.maker(inputsOf(maker)[0]!) : null;
    if (isKernel(ratio, 'RealDiv')) {
      return { kind: 'probabilities', prediction: unclipped(graph, inputsOf(ratio)[0]!), target, op };
    }
    return { kind: 'sigmoid logits', prediction: origin, target, op };
  }
  if (isKernel(maker, 'Log', 'Log1p')) {
    return { kind: 'probabilities', prediction: unclipped(graph, inputsOf(maker)[0]!), target, op };
  }
  return null;
}

/** Through clipping, small summands, and the division by the row's sum that layers' categoricalCrossentropy begins with. */
function unclipped(graph: ProgramGraph, slot: Slot): Slot {
  let at = graph.origin(slot);
  for (;;) {
    const op = graph.maker(at);
    if (isKernel(op, 'ClipByValue')) at = graph.origin(inputsOf(op)[0]!);
    else if (isKernel(op, 'Add', 'Maximum', 'Minimum') && hasConstant(graph, inputsOf(op)))
      at = graph.origin(variableSide(graph, inputsOf(op)));
    else if (isKernel(op, 'RealDiv') && sumsOf(graph, inputsOf(op)[1]!, inputsOf(op)[0]!))
      at = graph.origin(inputsOf(op)[0]!);
    else return at;
  }
}

const hasConstant = (graph: ProgramGraph, [a, b]: Slot[]) =>
  [a, b].some((slot) => slot !== undefined && graph.variables(slot).size === 0 && size(graph, slot) === 1);
const variableSide = (graph: ProgramGraph, [a, b]: Slot[]) => (graph.variables(a!).size > 0 ? a! : b!);
const size = ({ program }: ProgramGraph, slot: Slot) => program.slots[slot]!.shape.reduce((a, b) => a * b, 1);
const sumsOf = (graph: ProgramGraph, sum: Slot, of: Slot) => {
  const op = graph.maker(graph.origin(sum));
  return (
    isKernel(op, 'Sum') &&
    graph.origin(inputsOf(op)[0]!) === graph.origin(of) &&
    !isKernel(graph.maker(graph.origin(of)), 'Exp')
  );
};

/** The input that depends on the variables through at least one op, and the one that is data of more than one number. */
function split(graph: ProgramGraph, op: LossOp): { prediction: Slot; target: Slot } | null {
  const inputs = inputsOf(op);
  if (inputs.length !== 2) return null;
  const trained = inputs.filter((slot) => graph.variables(slot).size > 0);
  const data = inputs.filter((slot) => graph.variables(slot).size === 0 && size(graph, slot) > 1);
  if (trained.length !== 1 || data.length !== 1) return null;
  return graph.leaf(graph.origin(trained[0]!)) ? null : { prediction: trained[0]!, target: data[0]! };
}
