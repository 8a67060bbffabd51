/** Ops that multiply what goes through the network by a matrix or a filter of weights. */
import type { KernelOp, LossOp, Slot } from '../program/lossProgram.js';
import { inputsOf, isKernel, type ProgramGraph } from './programGraph.js';

export const WEIGHT_KERNELS = ['MatMul', 'BatchMatMul', '_FusedMatMul', 'Conv2D', 'FusedConv2D', 'Conv3D', 'Einsum'];
export const DEPTHWISE_KERNELS = ['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'];

export interface WeightOp {
  op: LossOp;
  kernel: string;
  /** Row of the variable, and the slot of its leaf. */
  variable: number;
  leaf: Slot;
  /** What is multiplied. */
  input: Slot;
  output: Slot;
  transposed: boolean;
}

export function weightOps(graph: ProgramGraph): WeightOp[] {
  return graph.program.ops.flatMap((op): WeightOp[] => {
    const kernel = productOf(op);
    if (!kernel) return [];
    const slots = inputsOf(op);
    const at = [1, 0].find((i) => slots[i] !== undefined && variableAt(graph, slots[i]) !== null);
    if (at === undefined) return [];
    const input = slots[1 - at]!;
    const { transposeA, transposeB } = kernel.attributes ?? {};
    const transposed = at === 1 ? transposeB === true : transposeA !== true;
    const leaf = graph.origin(slots[at]!);
    const turned = isTurned(graph, slots[at]!);
    return [
      {
        op,
        kernel: kernel.kernel,
        variable: variableAt(graph, slots[at]!)!,
        leaf,
        input,
        output: op.outputs[0]!,
        transposed: transposed !== turned,
      },
    ];
  });
}

/** The product itself, or the one inside of a fused op: layers fuse product, bias and activation in a function with a gradient of its own. */
function productOf(op: LossOp): KernelOp | null {
  const kernels = [...WEIGHT_KERNELS, ...DEPTHWISE_KERNELS];
  if (op.kind === 'kernel') return kernels.includes(op.kernel) ? op : null;
  const inside = op.forward.filter((inner): inner is KernelOp => inner.kind === 'kernel');
  const products = inside.filter(({ kernel }) => kernels.includes(kernel));
  const isFused = products.length === 1 && inside.every(({ kernel }) => !NONLINEAR.includes(kernel));
  return isFused ? products[0]! : null;
}

export function variableAt(graph: ProgramGraph, slot: Slot): number | null {
  const leaf = graph.leaf(graph.origin(slot));
  return leaf?.kind === 'variable' ? leaf.variable : null;
}

function isTurned(graph: ProgramGraph, slot: Slot): boolean {
  const op = graph.maker(slot);
  return isKernel(op, 'Transpose') && graph.leaf(inputsOf(op)[0]!) !== null;
}

/** Slots that an op's output depends on, all the way back. */
export function ancestors(graph: ProgramGraph, slot: Slot): Set<Slot> {
  const seen = new Set<Slot>();
  const waiting = [slot];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const op: LossOp | null = graph.maker(at);
    if (op) waiting.push(...inputsOf(op));
  }
  return seen;
}

export const NONLINEAR = [
  ...[
    'Relu',
    'Relu6',
    'LeakyRelu',
    'Prelu',
    'Elu',
    'Selu',
    'Sigmoid',
    'Tanh',
    'Softplus',
    'Softmax',
    'LogSoftmax',
    'Erf',
  ],
  ...[
    'Sin',
    'Cos',
    'Exp',
    'Square',
    'Abs',
    'Maximum',
    'Minimum',
    'Pow',
    'Sqrt',
    'Rsqrt',
    'MaxPool',
    'RealDiv',
    'Select',
  ],
];
