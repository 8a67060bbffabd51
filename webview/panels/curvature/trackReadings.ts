/** The reading column beside the charts over steps: each number with its sample and the step it was measured at. */
import { formatNumber } from '../../../src/format/number.js';
import type { Reading } from '../../charts/reading.js';
import { claimAt, claimReading } from './claim.js';
import { updatesOf } from './trackModel.js';
import { hasBracket, hasLimit, hasRatio, hasValue, newestAt, type CurvatureHistory } from './history.js';

const NONE = '–';
export const numberText = (value: number) => (Number.isFinite(value) ? formatNumber(value) : NONE);

/** `64 samples`, or what stands for it where the program does not tell samples apart. */
export function sampleText(samples: number | null): string {
  if (samples === null || Number.isNaN(samples)) return 'probe batch';
  return samples === 1 ? '1 sample' : `${samples} samples`;
}

export const sampleAndStep = ({ samples, step }: { samples: number | null; step: number }) =>
  `${sampleText(samples)}, step ${step}`;

export const bracketText = (lower: number, upper: number) => `${formatNumber(lower)} to ${formatNumber(upper)}`;

type Kind = Pick<Reading, 'shape' | 'role'>;
const PLAIN: Kind = { shape: 'none', role: 'text' };
const TRACK: Kind = { shape: 'line', role: 'data' };
const POINT: Kind = { shape: 'dot', role: 'text' };
const BRACKET: Kind = { shape: 'bracket', role: 'text' };

/** Letters that a line of the reading column has room for beside its key. */
const ROOM = 24;

/** A name and its value, the value on a line of its own where both together are too long. */
export function fitted(kind: Kind, name: string, value: string, rest: Partial<Reading> = {}): Reading[] {
  const reading: Reading = { ...kind, name, value, ...rest };
  if (name.length + value.length <= ROOM) return [reading];
  return [
    { ...reading, shape: 'none', value: '', minor: true },
    { ...reading, name: '', short: name },
  ];
}

export function trackReadings(history: CurvatureHistory, step: number): Reading[] {
  const readings: Reading[] = [];
  const track = newestAt(history.track, step, hasValue);
  if (track) {
    readings.push(...fitted(TRACK, sampleAndStep(track), numberText(track.value)));
    readings.push({ ...PLAIN, name: 'residual', value: numberText(track.residual), minor: true });
  }
  const anchor = newestAt(history.anchors, step, hasValue);
  if (anchor) {
    const both = `${numberText(anchor.value)}, ${numberText(anchor.residual)}`;
    readings.push({ ...PLAIN, name: sampleAndStep(anchor), value: '', minor: true });
    readings.push({ ...POINT, name: 'λ₁, residual', value: both, minor: true });
    if (hasBracket(anchor)) {
      const title = `On ${sampleAndStep(anchor)}. λ₁ of all the data, of which they are a part, lies between these ends.`;
      readings.push({ ...BRACKET, name: 'bracket', short: '', value: bracketText(anchor.lower, anchor.upper), title });
    }
  }
  return readings;
}

/** @param rule of the optimizer, e.g. `momentum: 2(1 + β)/η` */
export function limitReadings(history: CurvatureHistory, step: number, rule: string | null): Reading[] {
  const points = [...history.track, ...history.anchors].sort((a, b) => a.step - b.step);
  const point = newestAt(points, step, hasLimit);
  if (!point) return [];
  const long = rule ? `limit, ${rule}` : 'limit';
  const value = formatNumber(point.limit);
  const name = long.length + value.length <= ROOM ? long : long.split(':')[0]!;
  return [{ shape: 'line', role: 'limit', name, value, title: `${long}, step ${point.step}`, minor: true }];
}

export function ratioReadings(history: CurvatureHistory, step: number): Reading[] {
  const readings: Reading[] = [];
  const track = newestAt(history.track, step, hasRatio);
  const claim = claimAt(history, step);
  if (track) {
    const title = 'On few samples λ₁ is too high, 1.1 to 5 times: nothing is claimed from this number.';
    readings.push(
      ...fitted(TRACK, sampleAndStep(track), numberText(track.held / track.limit), { title, minor: claim !== null }),
    );
  }
  if (claim) {
    readings.push({ ...PLAIN, name: sampleAndStep(claim), value: '', minor: true });
    const [name, value] = claimReading(claim);
    readings.push({
      ...BRACKET,
      name,
      short: `step ${claim.step}, ${name}`,
      value,
      title: `On ${sampleAndStep(claim)}.`,
    });
  }
  return readings;
}

export function alphaReadings(history: CurvatureHistory, step: number): Reading[] {
  const point = newestAt(updatesOf(history), step, () => true);
  if (!point) return [];
  return [
    ...fitted(TRACK, sampleAndStep(point), numberText(point.alpha)),
    { ...PLAIN, name: landing(point.alpha), value: '', minor: true },
  ];
}

/** Where an update lands, in words. */
export function landing(alpha: number): string {
  if (alpha > 1) return 'above its start';
  if (alpha > 0.1) return 'beyond the minimum';
  return alpha < -0.1 ? 'short of the minimum' : 'in the minimum';
}
