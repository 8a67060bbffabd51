/** The way of the gradient from the loss to one variable, read from a record of lines. */
import type { GradientPath, LinesPayload, PathPoint } from './lines.js';

/** `variable`: its row in the training. Null: the loss does not reach it, or the way was not recorded. */
export function gradientPath({ graph, files }: LinesPayload, variable: number): GradientPath | null {
  const start = graph?.first[variable];
  if (!graph || !start) return null;
  const points: PathPoint[] = [];
  for (let op = start; op > 0 && points.length < graph.next.length; op = graph.next[op - 1]!) {
    const at = op - 1;
    points.push({
      kernel: graph.kernels[graph.kernel[at]!]!,
      layer: graph.layers[graph.layer[at]! - 1] ?? null,
      file: files[graph.file[at]! - 1] ?? null,
      line: graph.line[at]! || null,
      norm: graph.norm[at]!,
    });
  }
  points.reverse();
  const norm = graph.variable[variable]!;
  return { variable, points, norm, ...extremes(points, norm) };
}

/** The ops behind which the norm is the smallest and the largest part of what it is before; null: it never falls, never rises. */
function extremes(points: readonly PathPoint[], norm: number): Pick<GradientPath, 'shrinks' | 'grows'> {
  let shrinks: number | null = null;
  let grows: number | null = null;
  let [least, most] = [1, 1];
  points.forEach((point, i) => {
    const factor = (points[i + 1]?.norm ?? norm) / point.norm;
    if (factor < least) [least, shrinks] = [factor, i];
    if (factor > most) [most, grows] = [factor, i];
  });
  return { shrinks, grows };
}

export const pathFactor = ({ points, norm }: GradientPath, at: number): number =>
  (points[at + 1]?.norm ?? norm) / points[at]!.norm;
