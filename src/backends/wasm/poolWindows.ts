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

/** For each output element the index of the first largest element of its window; −1: all of them are NaN. */
export function firstMaxima(values: ArrayLike<number>, { batch, channels, axes }: Windows): Int32Array {
  const [depth, height, width] = axes;
  const imageSize = depth.input * height.input * width.input * channels;
  const positions = new Int32Array(batch * depth.output * height.output * width.output * channels);
  const window = new Int32Array(depth.filter * height.filter * width.filter);
  let output = 0;
  for (let n = 0; n < batch; n++) {
    for (let z = 0; z < depth.output; z++) {
      const [z0, z1] = range(depth, z);
      for (let y = 0; y < height.output; y++) {
        const [y0, y1] = range(height, y);
        for (let x = 0; x < width.output; x++) {
          const [x0, x1] = range(width, x);
          let size = 0;
          for (let k = z0; k < z1; k++)
            for (let i = y0; i < y1; i++)
              for (let j = x0; j < x1; j++) window[size++] = ((k * height.input + i) * width.input + j) * channels;
          for (let c = 0; c < channels; c++, output++) {
            const first = n * imageSize + c;
            let largest = -Infinity;
            let position = -1;
            for (let o = 0; o < size; o++) {
              const at = first + window[o]!;
              const value = values[at]!;
              if (value > largest || (position < 0 && value === -Infinity)) {
                largest = value;
                position = at;
              }
            }
            positions[output] = position;
          }
        }
      }
    }
  }
  return positions;
}

/** First and past-last input index of window `index` on an axis. */
function range({ input, stride, filter, before }: WindowAxis, index: number): [number, number] {
  const start = index * stride - before;
  return [Math.max(0, start), Math.min(input, start + filter)];
}
