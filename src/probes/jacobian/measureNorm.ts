/** √(mean over the samples of ‖J_b‖_F²), with the error of random projections and that of the samples apart. */
import type { Random } from '../../curvature/random.js';
import { basisRows, unitRows } from '../../regularization/jacobian/projections.js';
import type { JacobianSession } from './jacobianSession.js';

/** Outputs up to which each has a sweep of its own. */
export const EXACT_OUTPUTS = 16;

export interface MeasuredNorm {
  norm: number;
  standardError: number;
  sampleError: number | null;
  exact: boolean;
  samples: number;
  outputs: number;
  /** Of each sub-batch. */
  sweeps: number;
}

/** Squares of ‖J_b‖_F of the samples of one batch, and the variance of each estimate; 0 where it is exact. */
interface Squares {
  values: Float64Array;
  variances: Float64Array;
}

export function measureNorm(
  sessions: readonly JacobianSession[],
  projections: number,
  random: Random,
  heartbeat: () => void,
): MeasuredNorm {
  const { outputs } = sessions[0]!;
  const exact = outputs <= Math.max(EXACT_OUTPUTS, projections);
  const sweeps = exact ? outputs : projections;
  const parts = sessions.map((session) => squaresOf(session, sweeps, exact, random, heartbeat));
  const values = parts.flatMap((part) => [...part.values]);
  const samples = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / samples;
  const ofEstimates = parts.reduce((sum, part) => sum + part.variances.reduce((inner, each) => inner + each, 0), 0);
  const norm = Math.sqrt(mean);
  // d√m = dm / 2√m.
  const ofNorm = (variance: number) => (norm === 0 ? 0 : Math.sqrt(variance) / (2 * norm));
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, samples - 1);
  // What the estimates scatter by themselves is no scatter of the samples.
  const ofSamples = Math.max(0, spread - ofEstimates / samples);
  return {
    ...{ norm, exact, samples, outputs, sweeps },
    standardError: ofNorm(ofEstimates / samples ** 2),
    sampleError: samples > 1 ? ofNorm(ofSamples / samples) : null,
  };
}

function squaresOf(
  session: JacobianSession,
  sweeps: number,
  exact: boolean,
  random: Random,
  heartbeat: () => void,
): Squares {
  const { samples, outputs } = session;
  const sum = new Float64Array(samples);
  const sumOfSquares = new Float64Array(samples);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    heartbeat();
    const rows = exact ? basisRows(samples, outputs, sweep) : unitRows(samples, outputs, random);
    const squares = squaresBySample(session.multiply(rows), samples);
    for (let b = 0; b < samples; b++) {
      const value = exact ? squares[b]! : outputs * squares[b]!;
      sum[b]! += value;
      sumOfSquares[b]! += value ** 2;
    }
  }
  if (exact) return { values: sum, variances: new Float64Array(samples) };
  // Variance of a mean of `sweeps` draws.
  const variances = sum.map((total, b) =>
    Math.max(0, (sumOfSquares[b]! - total ** 2 / sweeps) / ((sweeps - 1) * sweeps)),
  );
  return { values: sum.map((total) => total / sweeps), variances };
}

/** Σ of the squares of each sample's row. */
export function squaresBySample(rows: ArrayLike<number>, samples: number): Float64Array {
  const width = rows.length / samples;
  const squares = new Float64Array(samples);
  for (let i = 0; i < rows.length; i++) squares[Math.floor(i / width)]! += rows[i]! ** 2;
  return squares;
}
