/** Numbers of a step in float32, and recomputed in float64 by a thread of its own that uses no second derivative of TensorFlow.js. */
import { lanczos } from '../../curvature/eigen/lanczos.js';
import type { HessianSession } from '../../curvature/operators/hessianSession.js';
import { createRandom, normalVector } from '../../curvature/random.js';
import { dot, norm, scale } from '../../curvature/vectors.js';
import type { ProgramVariable } from '../../program/lossProgram.js';
import type { VerifiedQuantity, VerifyPayload } from '../../protocol/measurements.js';
import type { EvaluationPlace } from '../evaluation/messages.js';
import { startEvaluator, type EvaluatedProgram } from '../evaluation/evaluator.js';
import type { CurvatureProbe, ProbedStep } from './curvatureProbe.js';
import { reasonOf } from './notMeasured.js';

const SEED = 17;

/** Under way in a thread of its own: what is measured meanwhile costs it nothing. */
export interface Verification {
  finish(): Promise<VerifyPayload>;
}

/** On the first sub-batch of the probe, at the weights after the step. */
export async function verifyStep(
  probe: CurvatureProbe,
  at: Pick<ProbedStep, 'after' | 'step'>,
  place: EvaluationPlace,
): Promise<VerifyPayload> {
  return (await startVerification(probe, at, place)).finish();
}

/** Measures in float32, and hands the same questions to the thread. */
export async function startVerification(
  probe: CurvatureProbe,
  at: Pick<ProbedStep, 'after' | 'step'>,
  { thread, assets }: EvaluationPlace,
): Promise<Verification> {
  const why = probe.prepare(at);
  const part = probe.parts.track;
  const samples = part?.samples ?? null;
  const refused = (reason: string): Verification => ({
    finish: () => Promise.resolve({ samples, quantities: [], why: reason }),
  });
  if (why !== null || !part) return refused(why ?? 'no step is recorded yet');
  const { program } = part;
  const failed = (error: unknown) => refused(reasonOf(error, at.step, program));
  let single: Single;
  try {
    single = probe.withSessions(at.after, [part], ([session]) => inSingle(session!));
  } catch (error) {
    return failed(error);
  }
  const evaluator = startEvaluator(thread, { precision: 'float64', backend: 'cpu', assets });
  try {
    const opened = await evaluator.open(program, { customGradients: 'forward' });
    const compared = compare(single, opened, program.variables, at.after);
    // An error is told by `finish`.
    compared.catch(() => undefined);
    return {
      async finish() {
        try {
          return { samples, quantities: await compared, why: null };
        } catch (error) {
          return await failed(error).finish();
        } finally {
          await evaluator.close();
        }
      },
    };
  } catch (error) {
    await evaluator.close();
    return failed(error);
  }
}

/** What was measured in float32: v is a random direction, y the vector of λ1. */
interface Single {
  loss: number;
  gradient: Float64Array;
  v: Float64Array;
  product: Float64Array;
  eigenvalue: number;
  y: Float64Array;
}

function inSingle(session: HessianSession): Single {
  const random = createRandom(SEED);
  const v = normalVector(random, session.size);
  scale(v, 1 / norm(v));
  const product = session.multiply(v);
  const found = lanczos(session, { tolerance: 1e-6, maxProducts: 200, complement: false, random });
  const { value, vector } = found.largest[0]!;
  return { loss: session.loss, gradient: session.gradient, v, product, eigenvalue: value, y: vector };
}

async function compare(
  single: Single,
  program: EvaluatedProgram,
  variables: readonly ProgramVariable[],
  flat: Float32Array,
): Promise<VerifiedQuantity[]> {
  const weights = split(Float64Array.from(flat), variables);
  const multiply = async (vector: Float64Array) => join(await program.product(weights, split(vector, variables)));
  // All asked at once: the thread does not wait for us between them.
  const [{ loss, gradient }, product, productOfY] = await Promise.all([
    program.gradient(weights),
    multiply(single.v),
    multiply(single.y),
  ]);
  const norms = split(single.gradient, variables).map((part, i) => {
    const own = gradient[i] ?? new Float64Array(part.length);
    return compared(`gradient norm of ${variables[i]!.name}`, norm(part), norm(own));
  });
  return [
    compared('loss', single.loss, loss),
    ...norms,
    {
      ...{ quantity: 'Hessian-vector product', value: norm(single.product), float64: norm(product) },
      relativeError: relative(distance(single.product, product), norm(product)),
    },
    // yᵀHy for the vector y of λ1: its error is of the order of the residual squared. Where a difference of gradients crosses a kink of the loss
    // (relu, max pooling) only that part of it which lies along y counts.
    compared('λ1', single.eigenvalue, dot(single.y, productOfY)),
  ];
}

const compared = (quantity: string, value: number, float64: number): VerifiedQuantity => ({
  ...{ quantity, value, float64 },
  relativeError: relative(Math.abs(value - float64), Math.abs(float64)),
});

/** 0 of 0 agrees; anything of 0 does not. */
const relative = (difference: number, size: number) => (difference === 0 ? 0 : difference / size);

function distance(a: Float64Array, b: Float64Array): number {
  return norm(a.map((value, i) => value - b[i]!));
}

function split(flat: Float64Array, variables: readonly { size: number }[]): Float64Array[] {
  let at = 0;
  return variables.map(({ size }) => flat.subarray(at, (at += size)));
}

function join(parts: readonly ArrayLike<number>[]): Float64Array {
  const flat = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    flat.set(part, at);
    at += part.length;
  }
  return flat;
}
