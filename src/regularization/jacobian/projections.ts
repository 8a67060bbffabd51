/**
 * The vectors v by which the Jacobians J_b of B samples with C outputs each are probed: a sweep gives v_bᵀJ_b of all samples at once. Either the unit vectors of
 * all outputs, Σ_c ‖e_cᵀJ_b‖² = ‖J_b‖_F², or random ones, uniform on the unit sphere and independent from sample to sample, for which
 * E[C ‖v_bᵀJ_b‖²] = ‖J_b‖_F² (Hoffman, Roberts, Yaida 2019, equation 7). Variance of C‖vᵀJ‖², with M = JJᵀ: C/(C + 2)·(2 tr(M²) + tr(M)²) − tr(M)².
 */
import type { Random } from '../../curvature/random.js';

/** One row of C numbers for each of `rows` samples, each of length 1. */
export function unitRows(rows: number, outputs: number, random: Random): Float32Array {
  const values = new Float32Array(rows * outputs);
  for (let at = 0; at < values.length; at += outputs) {
    let square = 0;
    while (square === 0) {
      for (let c = 0; c < outputs; c++) square += (values[at + c] = random.normal()) ** 2;
    }
    const length = Math.sqrt(square);
    for (let c = 0; c < outputs; c++) values[at + c]! /= length;
  }
  return values;
}

/** e_c in each row. */
export function basisRows(rows: number, outputs: number, c: number): Float32Array {
  const values = new Float32Array(rows * outputs);
  for (let at = c; at < values.length; at += outputs) values[at] = 1;
  return values;
}

/** Rows of `samples` samples, cut into tensors of so many columns each. */
export function columnsOf(rows: Float32Array, samples: number, widths: readonly number[]): Float32Array[] {
  if (widths.length === 1) return [rows];
  const width = rows.length / samples;
  let from = 0;
  return widths.map((columns) => {
    const part = new Float32Array(samples * columns);
    for (let b = 0; b < samples; b++)
      part.set(rows.subarray(b * width + from, b * width + from + columns), b * columns);
    from += columns;
    return part;
  });
}
