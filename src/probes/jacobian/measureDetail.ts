/** What is asked for at the end: largest singular values, entries near zero, and the outputs' dependence on each variable. */
import { symmetricEigenvalues } from '../../curvature/eigen/symmetricEigen.js';
import type { Random } from '../../curvature/random.js';
import { NEAR_ZERO, type JacobianPayload } from '../../protocol/jacobian.js';
import { basisRows, unitRows } from '../../regularization/jacobian/projections.js';
import type { JacobianSession } from './jacobianSession.js';
import { EXACT_OUTPUTS, squaresBySample } from './measureNorm.js';

type Detail = Pick<JacobianPayload, 'lipschitz' | 'nearZero' | 'variables'>;

/** Rows of J that are looked at entry by entry. */
const ROWS = EXACT_OUTPUTS;
const ITERATIONS = 100;
const TOLERANCE = 1e-5;
const WEIGHT_SWEEPS = 32;

export function measureDetail(
  sessions: readonly JacobianSession[],
  names: readonly string[],
  random: Random,
  heartbeat: () => void,
): Detail {
  const found = sessions.map((session) => {
    const rows = rowsOf(session, random, heartbeat);
    const values = session.outputs <= ROWS ? fromRows(session, rows) : byProducts(session, random, heartbeat);
    return { rows, values };
  });
  const singular = found.flatMap(({ values }) => values);
  return {
    lipschitz: {
      largest: Math.max(...singular),
      mean: singular.reduce((sum, value) => sum + value, 0) / singular.length,
    },
    nearZero: nearZeroShare(found.flatMap(({ rows }) => rows)),
    variables: byVariables(sessions, names, random, heartbeat),
  };
}

/** Rows of all J_b, one after another; of many outputs some, drawn. */
function rowsOf(
  { outputs, samples, multiply }: JacobianSession,
  random: Random,
  heartbeat: () => void,
): Float32Array[] {
  const chosen = Array.from({ length: outputs }, (_, c) => c);
  while (chosen.length > ROWS) chosen.splice(Math.floor(random.uniform() * chosen.length), 1);
  return chosen.map((c) => {
    heartbeat();
    return multiply(basisRows(samples, outputs, c));
  });
}

/** √ of the largest eigenvalue of J_bJ_bᵀ, for each sample. */
function fromRows({ samples, inputs, outputs }: JacobianSession, rows: readonly Float32Array[]): number[] {
  return Array.from({ length: samples }, (_, b) => {
    const gram = new Float64Array(outputs * outputs);
    for (let c = 0; c < outputs; c++) {
      for (let d = 0; d <= c; d++) {
        let product = 0;
        for (let i = b * inputs; i < (b + 1) * inputs; i++) product += rows[c]![i]! * rows[d]![i]!;
        gram[c * outputs + d] = product;
        gram[d * outputs + c] = product;
      }
    }
    return Math.sqrt(Math.max(0, symmetricEigenvalues(gram, outputs)[0]!));
  });
}

/** Power iteration on J_bJ_bᵀ for all samples at once: v ← JJᵀv. What it ends at is never above the largest singular value. */
function byProducts(session: JacobianSession, random: Random, heartbeat: () => void): number[] {
  const { samples, outputs } = session;
  let v = unitRows(samples, outputs, random);
  let values = new Float64Array(samples);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    heartbeat();
    const transposed = session.multiply(v);
    // ‖Jᵀv‖ of a unit v.
    const now = squaresBySample(transposed, samples).map(Math.sqrt);
    const next = session.multiplyForward(transposed);
    const lengths = squaresBySample(next, samples).map(Math.sqrt);
    v = next.map((value, i) => (lengths[Math.floor(i / outputs)]! > 0 ? value / lengths[Math.floor(i / outputs)]! : 0));
    const settled = now.every((value, b) => Math.abs(value - values[b]!) <= TOLERANCE * value);
    values = now;
    if (settled) break;
  }
  return [...values];
}

function nearZeroShare(rows: readonly Float32Array[]): number {
  let [square, count] = [0, 0];
  for (const row of rows) {
    for (const value of row) square += value ** 2;
    count += row.length;
  }
  const limit = NEAR_ZERO * Math.sqrt(square / count);
  const near = rows.reduce(
    (sum, row) => sum + row.reduce((inner, value) => inner + Number(Math.abs(value) <= limit), 0),
    0,
  );
  return near / count;
}

/**
 * All samples add up in one sweep; with rows v_b of their own the cross terms vanish in the mean: E[C ‖Σ_b v_bᵀ∂z_b/∂w‖²] = Σ_b ‖∂z_b/∂w‖_F².
 */
function byVariables(
  sessions: readonly JacobianSession[],
  names: readonly string[],
  random: Random,
  heartbeat: () => void,
): JacobianPayload['variables'] {
  const draws = names.map((): number[] => []);
  for (let sweep = 0; sweep < WEIGHT_SWEEPS; sweep++) {
    const { samples, outputs, byWeights } = sessions[sweep % sessions.length]!;
    heartbeat();
    const gradients = byWeights(unitRows(samples, outputs, random));
    gradients.forEach((gradient, i) =>
      draws[i]!.push((outputs / samples) * gradient.reduce((sum, value) => sum + value ** 2, 0)),
    );
  }
  return names.map((name, i) => {
    const values = draws[i]!;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance =
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length * (values.length - 1));
    const norm = Math.sqrt(mean);
    return { name, norm, standardError: norm === 0 ? 0 : Math.sqrt(variance) / (2 * norm) };
  });
}
