/** Gradients on lines and their ways, of the made-up run. */
import type { GradientPaths, LinesPayload, LinesSeries } from '../../../src/protocol/lines.js';

const FILE = '/home/ada/digits/digits.js';
/** Layers from the loss back to the input, each with its line and the ops that it runs. */
const LAYERS: [name: string | null, line: number, kernels: string[]][] = [
  [null, 25, ['Mean', 'customGrad (Log)']],
  ['logits', 16, ['Add', 'BatchMatMul']],
  ['dense2', 15, ['Relu', 'Add', 'BatchMatMul']],
  ['dense1', 14, ['Relu', 'Add', 'BatchMatMul']],
  ['flatten', 13, ['Reshape']],
  ['pool2', 12, ['MaxPool']],
  ['conv2', 11, ['Relu', 'Add', 'Conv2D']],
  ['pool1', 10, ['MaxPool']],
  ['conv1', 8, ['Relu', 'Add', 'Conv2D']],
];
const OPS = LAYERS.flatMap(([layer, line, kernels]) => kernels.map((kernel) => ({ layer, line, kernel }))).reverse();

/** Falls a little with each op; the activation of conv2 passes on a twentieth. */
function normAfter(op: number, step: number): number {
  let norm = 1;
  for (let at = OPS.length - 1; at > op; at--) {
    const { kernel, layer } = OPS[at]!;
    norm *= kernel === 'Relu' && layer === 'conv2' ? 0.05 : kernel === 'BatchMatMul' ? 1.8 : 0.85;
  }
  return norm * (step < 241 ? 1 : 4);
}

export function linesOf(steps: number): LinesSeries {
  const measured = Array.from({ length: 1 + Math.floor(steps / 8) }, (_, i) => Math.max(1, 8 * i));
  const lines = [...new Set(OPS.map(({ line }) => line))];
  const at = (line: number, step: number) =>
    Math.hypot(...OPS.map((op, i) => (op.line === line ? normAfter(i, step) : 0)));
  return {
    ...{ training: 0, files: [FILE], file: new Uint32Array(lines.length), line: Uint32Array.from(lines), why: null },
    steps: Float64Array.from(measured),
    norms: Float64Array.from(lines.flatMap((line) => measured.map((step) => at(line, step)))),
  };
}

/** `variables`: two a layer, in the order of the network. */
export function gradientPathsOf(step: number, variables: number): GradientPaths {
  const measuredAt = Math.max(1, Math.floor(step / 8) * 8);
  const kernels = [...new Set(OPS.map(({ kernel }) => kernel))];
  const layers = [...new Set(OPS.flatMap(({ layer }) => layer ?? []))];
  const users = ['conv1', 'conv2', 'dense1', 'dense2', 'logits'].flatMap((layer) => {
    const add = OPS.findIndex((op) => op.layer === layer && op.kernel === 'Add');
    return [add - 1, add];
  });
  const none = new Uint32Array(0);
  const payload: LinesPayload = {
    ...{ files: [FILE], file: none, line: none, ops: none },
    ...{ norm: new Float64Array(0), parameters: new Float64Array(0), called: new Float64Array(0), why: null },
    graph: {
      kernels,
      layers,
      kernel: Uint32Array.from(OPS, ({ kernel }) => kernels.indexOf(kernel)),
      layer: Uint32Array.from(OPS, ({ layer }) => (layer ? layers.indexOf(layer) + 1 : 0)),
      file: Uint32Array.from(OPS, () => 1),
      line: Uint32Array.from(OPS, ({ line }) => line),
      norm: Float64Array.from(OPS, (_, i) => normAfter(i, step)),
      next: Uint32Array.from(OPS, (_, i) => (i + 1 < OPS.length ? i + 2 : 0)),
      first: Uint32Array.from({ length: variables }, (_, i) => (users[i] ?? -1) + 1),
      variable: Float64Array.from({ length: variables }, (_, i) => 1.3 * normAfter(users[i] ?? 0, step)),
    },
  };
  return { training: 0, step, measured: { step: measuredAt, payload } };
}
