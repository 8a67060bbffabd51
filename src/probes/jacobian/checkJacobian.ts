/** What must hold of Jacobians before a number is made of them: one sentence where it does not. */
import { normalVector, type Random } from '../../curvature/random.js';
import { dot, norm } from '../../curvature/vectors.js';
import { unitRows } from '../../regularization/jacobian/projections.js';
import type { JacobianSession } from './jacobianSession.js';
import { squaresBySample } from './measureNorm.js';

/** Of what is swept from half of the samples, the share that may come out at the other half: rounding. */
const LEAK = 1e-6;
/** Of differences in float32, and of a network with kinks. */
const ADJOINT = 0.1;
const STEPS = [1e-2, 1e-3, 1e-4];

export function doubtOf(session: JacobianSession, random: Random): string | null {
  return leak(session, random) ?? wrongAdjoint(session, random);
}

/** A sweep that starts at half of the samples ends at these alone, unless samples depend on each other. */
function leak({ samples, outputs, multiply }: JacobianSession, random: Random): string | null {
  if (samples < 2) return null;
  const isIn = (b: number) => b % 2 === 0;
  const rows = unitRows(samples, outputs, random).map((value, i) => (isIn(Math.floor(i / outputs)) ? value : 0));
  const squares = squaresBySample(multiply(rows), samples);
  let [inside, outside] = [0, 0];
  squares.forEach((square, b) => (isIn(b) ? (inside += square) : (outside += square)));
  if (outside <= LEAK * inside) return null;
  return 'the outputs of a sample depend on other samples of its batch (statistics of the batch by hand), so that no sample has a Jacobian of its own';
}

/** vᵀ(J d) by differences of the outputs against (Jᵀv)·d. */
function wrongAdjoint(session: JacobianSession, random: Random): string | null {
  const { samples, outputs, at } = session;
  const v = unitRows(samples, outputs, random);
  const d = normalVector(random, at.length);
  const swept = Float64Array.from(session.multiply(v));
  const expected = dot(swept, d);
  // As large as it is for a random direction.
  const size = (norm(swept) * norm(d)) / Math.sqrt(d.length);
  if (size === 0) return null;
  const scale = norm(Float64Array.from(at)) / Math.sqrt(at.length) || 1;
  const errors = STEPS.map((step) => {
    const h = step * scale;
    const moved = (sign: number) => session.outputsAt(at.map((value, i) => value + sign * h * d[i]!));
    const [above, below] = [moved(1), moved(-1)];
    let difference = 0;
    for (let i = 0; i < v.length; i++) difference += v[i]! * (above[i]! - below[i]!);
    return Math.abs(difference / (2 * h) - expected) / size;
  });
  const best = Math.min(...errors);
  if (best <= ADJOINT) return null;
  return `the derivative of the outputs is not what their differences say: off by ${best.toPrecision(2)} of its size`;
}
