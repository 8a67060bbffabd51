/** Gradients of convolutions straight from their definition, in float64: the reference of the kernel tests. */

export interface Convolution {
  /** Batch, spatial sizes, channels. */
  input: number[];
  /** Spatial sizes, channels in, channels out (depthwise: channels, multiplier). */
  filter: number[];
  strides: number[];
  dilations: number[];
  /** Zeros before the first element of each spatial axis. */
  before: number[];
  /** Spatial sizes of the output. */
  output: number[];
  depthwise?: boolean;
}

type Visit = (x: number, w: number, y: number) => void;

/** Calls back with the flat indexes of every product x·w that is added to y. */
export function forEachProduct(c: Convolution, visit: Visit): void {
  const [batch, channels] = [c.input[0]!, c.input.at(-1)!];
  const inputSpace = c.input.slice(1, -1);
  const taps = c.filter.slice(0, -2);
  const outChannels = c.depthwise ? channels * c.filter.at(-1)! : c.filter.at(-1)!;
  const flat = (index: number[], shape: number[]) => index.reduce((sum, i, axis) => sum * shape[axis]! + i, 0);
  for (let n = 0; n < batch; n++) {
    for (const place of indexes(c.output)) {
      for (const tap of indexes(taps)) {
        const at = place.map((p, axis) => p * c.strides[axis]! + tap[axis]! * c.dilations[axis]! - c.before[axis]!);
        if (at.some((p, axis) => p < 0 || p >= inputSpace[axis]!)) continue;
        for (let ci = 0; ci < channels; ci++) {
          const x = flat([n, ...at, ci], c.input);
          for (let q = 0; q < c.filter.at(-1)!; q++) {
            const w = flat([...tap, ci, q], c.filter);
            const y = flat(
              [n, ...place, c.depthwise ? ci * c.filter.at(-1)! + q : q],
              [batch, ...c.output, outChannels],
            );
            visit(x, w, y);
          }
        }
      }
    }
  }
}

function* indexes(shape: number[]): Generator<number[]> {
  if (shape.length === 0) yield [];
  else for (let i = 0; i < shape[0]!; i++) for (const rest of indexes(shape.slice(1))) yield [i, ...rest];
}

export function filterGradient(c: Convolution, x: ArrayLike<number>, dy: ArrayLike<number>): Float64Array {
  const dw = new Float64Array(c.filter.reduce((a, b) => a * b));
  forEachProduct(c, (xi, wi, yi) => (dw[wi]! += x[xi]! * dy[yi]!));
  return dw;
}

export function inputGradient(c: Convolution, w: ArrayLike<number>, dy: ArrayLike<number>): Float64Array {
  const dx = new Float64Array(c.input.reduce((a, b) => a * b));
  forEachProduct(c, (xi, wi, yi) => (dx[xi]! += w[wi]! * dy[yi]!));
  return dx;
}
