/** Curvature for a person, in a few lines: each number with its sample, its step and both errors. */
import { formatNumber } from '../../format/number.js';
import type { CurvaturePayload, StabilityLimit } from '../../protocol/records.js';
import type { CurvatureTally } from './curvatureTally.js';
import { jacobianLines } from './jacobianReport.js';
import { placeOf } from './trainingTable.js';

export function curvatureLines(tally: CurvatureTally): string[] {
  const { newest, lossProgram, newton, verify } = tally;
  return [
    ...(newest ? measurementLines(newest.step, newest.payload) : []),
    ...(newton ? [newtonLine(newton)] : []),
    ...jacobianLines(tally),
    ...(verify ? verifyLines(verify) : []),
    ...(lossProgram?.refused ?? []).map(({ what, file, line, why }) => {
      const place = placeOf(file, line);
      return `no ${WORDS[what]}${place && ` (${place})`}: ${why}`;
    }),
  ];
}

const WORDS = {
  curvature: 'curvature',
  lossProgram: 'curvature',
  newton: 'Newton step',
  verify: 'verification',
} as const;

function measurementLines(step: number, payload: CurvaturePayload): string[] {
  const { eigenvalues, sample, stability, smallest, trace, negativeShare, condition } = payload;
  const [largest] = eigenvalues;
  if (!largest) return payload.notMeasured === null ? [] : [`λ1 at step ${step}: not measured: ${payload.notMeasured}`];
  const facts = [
    `residual ${formatNumber(largest.residual)}`,
    ...(sample ? [`of all data ${formatNumber(sample.lower)} to ${formatNumber(sample.upper)}`] : []),
  ];
  return [
    `λ1 ${formatNumber(largest.value)} on ${sampleWords(payload)}, step ${step} (${facts.join(', ')})`,
    ...(stability ? [limitLine(stability, payload.cold)] : []),
    ...(payload.measured === 'spectrum' && eigenvalues.length > 1
      ? [`largest ${list(eigenvalues)}; smallest ${list(smallest)}`]
      : []),
    ...(trace ? [`trace ${formatNumber(trace.value)} ± ${formatNumber(trace.standardError)}`] : []),
    ...(condition === null ? [] : [`condition ${formatNumber(condition)}`]),
    ...(negativeShare === null ? [] : [`share of negative curvature ${formatNumber(negativeShare)}`]),
    ...payload.notes,
  ];
}

const sampleWords = ({ samples }: CurvaturePayload) =>
  samples === null ? 'the recorded batch' : `${samples} of your samples`;

const list = (values: CurvaturePayload['eigenvalues']) => values.map(({ value }) => formatNumber(value)).join(' ');

/** Above only where the lower end is, below only where the upper end is and nothing was carried over from before. */
function limitLine({ rule, limit, value, lower, upper, why }: StabilityLimit, cold: boolean): string {
  if (limit === null || value === null) return `no stability limit known: ${why ?? rule}`;
  const [low, high] = [lower ?? NaN, upper ?? NaN];
  const claim =
    low > limit ? 'above the limit' : high < limit && cold ? 'below the limit' : 'near the limit or not certain';
  return `stability ${rule}: limit ${formatNumber(limit)}, λ ${formatNumber(value)} (${formatNumber(value / limit)} of it): ${claim}`;
}

function newtonLine({
  damping,
  iterations,
  predicted,
  actual,
  negativeCurvature,
  why,
}: NonNullable<CurvatureTally['newton']>) {
  const met = negativeCurvature ? ', negative curvature met' : '';
  const facts = `damping ${formatNumber(damping)}, ${iterations} iterations${met}`;
  return `Newton step (${facts}): predicted decrease ${formatNumber(predicted)}, actual ${formatNumber(actual)}${why ? `; ${why}` : ''}`;
}

function verifyLines({ quantities, why }: NonNullable<CurvatureTally['verify']>): string[] {
  if (why !== null) return [`not verified in float64: ${why}`];
  return quantities.map(
    ({ quantity, value, float64, relativeError }) =>
      `verified in float64: ${quantity} ${formatNumber(value)}, float64 ${formatNumber(float64)}, relative error ${formatNumber(relativeError)}`,
  );
}
