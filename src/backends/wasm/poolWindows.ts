/** Windows of a pooling over a channels-last tensor of up to three spatial axes. */

export interface WindowAxis {
  input: number;
  output: number;
  stride: number;
  filter: number;
  /** Padding before the first element. */
  before: number;
}

export interface Windows {
  batch: number;
  channels: number;
  outShape: number[];
  /** Depth, height, width. */
  axes: [WindowAxis, WindowAxis, WindowAxis];
}

/** Calls back with the index of each output element and that of the first largest element of its window; −1: all NaN. */
export function forEachWindow(
  values: ArrayLike<number>,
  { batch, channels, axes }: Windows,
  visit: (output: number, position: number) => void,
): void {
  const [depth, height, width] = axes;
  const imageSize = depth.input * height.input * width.input * channels;
  let output = 0;
  for (let n = 0; n < batch; n++) {
    for (let z = 0; z < depth.output; z++) {
      const [z0, z1] = range(depth, z);
      for (let y = 0; y < height.output; y++) {
        const [y0, y1] = range(height, y);
        for (let x = 0; x < width.output; x++) {
          const [x0, x1] = range(width, x);
          for (let c = 0; c < channels; c++, output++) {
            let largest = -Infinity;
            let position = -1;
            for (let k = z0; k < z1; k++) {
              for (let i = y0; i < y1; i++) {
                let at = n * imageSize + ((k * height.input + i) * width.input + x0) * channels + c;
                for (let j = x0; j < x1; j++, at += channels) {
                  const value = values[at]!;
                  if (value > largest || (position < 0 && value === -Infinity)) {
                    largest = value;
                    position = at;
                  }
                }
              }
            }
            visit(output, position);
          }
        }
      }
    }
  }
}

/** First and past-last input index of window `index` on an axis. */
function range({ input, stride, filter, before }: WindowAxis, index: number): [number, number] {
  const start = index * stride - before;
  return [Math.max(0, start), Math.min(input, start + filter)];
}
