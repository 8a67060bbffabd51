/**
 * Values of a stretch of steps, reduced to what a chart can show: smallest, largest and last loss, largest norm and ratio,
 * the strongest mark, the last of what changes slowly. A bucket is filled from steps, or from smaller buckets: the same.
 */
import { MARK, type TrainingSeries } from '../protocol/inspector.js';
import type { TrainingColumns } from './trainingColumns.js';

/** Columns of `buckets` values; of variables and terms one column after another. */
export type Buckets = Pick<
  TrainingSeries,
  | 'buckets'
  | 'lossMin'
  | 'lossMax'
  | 'lossLast'
  | 'lossMark'
  | 'time'
  | 'epoch'
  | 'learningRate'
  | 'gradientNorm'
  | 'gradientMark'
  | 'updateRatio'
  | 'terms'
>;

export function emptyBuckets(buckets: number, variables: number, terms: number): Buckets {
  const column = () => new Float64Array(buckets).fill(NaN);
  return {
    buckets,
    ...{ lossMin: column(), lossMax: column(), lossLast: column(), lossMark: new Uint8Array(buckets) },
    ...{ time: column(), epoch: column(), learningRate: column() },
    gradientNorm: new Float32Array(variables * buckets).fill(NaN),
    gradientMark: new Uint8Array(variables * buckets),
    updateRatio: new Float32Array(variables * buckets).fill(NaN),
    terms: new Float64Array(terms * buckets).fill(NaN),
  };
}

/** Takes the steps from `start` (its number less one) up to before `end` into bucket `b`. */
export function addSteps(into: Buckets, b: number, columns: TrainingColumns, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const mark = columns.lossMark[at]!;
    into.lossMark[b] = strongerMark(into.lossMark[b]!, mark);
    if (mark === MARK.value) addLoss(into, b, columns.loss[at]!, columns.loss[at]!, columns.loss[at]!);
    if (!Number.isNaN(columns.offset[at]!))
      setSlow(into, b, columns.time[at]!, columns.epoch[at]!, columns.learningRate[at]!);
  }
  for (let v = 0; v < columns.variables; v++) {
    const to = v * into.buckets + b;
    for (let at = start; at < end; at++) {
      const from = at * columns.variables + v;
      addVariable(into, to, columns.gradientNorm[from]!, columns.gradientMark[from]!, columns.updateRatio[from]!);
    }
  }
  for (let t = 0; t < columns.terms; t++)
    for (let at = start; at < end; at++)
      setTerm(into, t * into.buckets + b, columns.termValues[at * columns.terms + t]!);
}

/** Takes bucket `a` of `from`, whose steps come after those that bucket `b` holds, into bucket `b`. */
export function addBucket(into: Buckets, b: number, from: Buckets, a: number): void {
  into.lossMark[b] = strongerMark(into.lossMark[b]!, from.lossMark[a]!);
  if (!Number.isNaN(from.lossLast[a]!)) addLoss(into, b, from.lossMin[a]!, from.lossMax[a]!, from.lossLast[a]!);
  if (!Number.isNaN(from.time[a]!)) setSlow(into, b, from.time[a]!, from.epoch[a]!, from.learningRate[a]!);
  const variables = into.gradientNorm.length / into.buckets;
  for (let v = 0; v < variables; v++) {
    const i = v * from.buckets + a;
    addVariable(into, v * into.buckets + b, from.gradientNorm[i]!, from.gradientMark[i]!, from.updateRatio[i]!);
  }
  const terms = into.terms.length / into.buckets;
  for (let t = 0; t < terms; t++) setTerm(into, t * into.buckets + b, from.terms[t * from.buckets + a]!);
}

function addLoss(into: Buckets, b: number, least: number, greatest: number, last: number): void {
  // A comparison with NaN is false: the first value always stands.
  if (!(least >= into.lossMin[b]!)) into.lossMin[b] = least;
  if (!(greatest <= into.lossMax[b]!)) into.lossMax[b] = greatest;
  into.lossLast[b] = last;
}

function setSlow(into: Buckets, b: number, time: number, epoch: number, learningRate: number): void {
  into.time[b] = time;
  into.epoch[b] = epoch;
  into.learningRate[b] = learningRate;
}

function addVariable(into: Buckets, to: number, norm: number, mark: number, ratio: number): void {
  if (norm > into.gradientNorm[to]! || Number.isNaN(into.gradientNorm[to]!)) into.gradientNorm[to] = norm;
  into.gradientMark[to] = strongerMark(into.gradientMark[to]!, mark);
  if (ratio > into.updateRatio[to]! || Number.isNaN(into.updateRatio[to]!)) into.updateRatio[to] = ratio;
}

function setTerm(into: Buckets, to: number, value: number): void {
  if (!Number.isNaN(value)) into.terms[to] = value;
}

/** NaN or Inf beats zero beats a value beats nothing: by MARK. */
const STRENGTH = Uint8Array.from({ length: 4 }, (_, mark) =>
  [MARK.notMeasured, MARK.value, MARK.zero, MARK.nonFinite].indexOf(mark as 0),
);

const strongerMark = (a: number, b: number): number => (STRENGTH[b]! > STRENGTH[a]! ? b : a);
