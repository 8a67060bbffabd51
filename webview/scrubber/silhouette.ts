/** The loss as a silhouette: heights from 0 to 1 on a log scale, one a pixel column. */
import { MARK, type TrainingSeries } from '../../src/protocol/inspector.js';

/**
 * @param bucketRange pixel range [from, to) of a bucket
 * @returns heights by pixel, 0 where nothing is known; at least `LEAST` where a loss is
 */
export function silhouette(
  series: TrainingSeries,
  width: number,
  bucketRange: (firstStep: number, lastStep: number) => [number, number],
): Float64Array {
  const heights = new Float64Array(width);
  const { least, greatest } = lossRange(series);
  for (let bucket = 0; bucket < series.buckets; bucket++) {
    if (series.lossMark[bucket] !== MARK.value && series.lossMark[bucket] !== MARK.zero) continue;
    const [from, to] = bucketRange(bucket * series.size + 1, Math.min((bucket + 1) * series.size, series.steps));
    const height = heightOf(series.lossLast[bucket]!, least, greatest);
    for (let x = Math.max(0, Math.floor(from)); x < Math.min(width, Math.max(Math.ceil(to), Math.floor(from) + 1)); x++)
      heights[x] = Math.max(heights[x]!, height);
  }
  return heights;
}

export const LEAST = 0.12;

function heightOf(loss: number, least: number, greatest: number): number {
  if (!(loss > 0) || greatest <= least) return LEAST;
  const share = Math.log(loss / least) / Math.log(greatest / least);
  return LEAST + (1 - LEAST) * Math.min(Math.max(share, 0), 1);
}

function lossRange(series: TrainingSeries): { least: number; greatest: number } {
  let [least, greatest] = [Infinity, 0];
  for (let bucket = 0; bucket < series.buckets; bucket++) {
    const loss = series.lossLast[bucket]!;
    if (!(loss > 0) || loss === Infinity) continue;
    least = Math.min(least, loss);
    greatest = Math.max(greatest, loss);
  }
  return { least, greatest };
}
