import { foldFinding, type RecordedFinding } from '../../protocol/findings.js';
import { addCurvature, emptyCurvature, type CurvatureTally } from './curvatureTally.js';
import type { MeasuredAt } from '../../protocol/curvature.js';
import type { LossTermsPayload } from '../../protocol/terms.js';
import type { MetricPayload, RecordKind, RunRecord, StepPayload, TrainingPayload } from '../../protocol/records.js';

/** What the command line keeps of a training while its records pass by: first and last values, never the whole run. */
export interface TrainingTally {
  id: number;
  payload: TrainingPayload;
  /** Closed steps; the number of the last one. */
  steps: number;
  last: StepPayload | null;
  /** First and last loss that was seen; null: none. */
  loss: { first: number | null; last: number | null };
  epochs: number | null;
  /** Values of the terms at the last step where they were measured. */
  terms: Float64Array | null;
  /** The terms of the loss as they were measured last. */
  lossTerms: MeasuredAt<LossTermsPayload> | null;
  metrics: MetricTally[];
  curvature: CurvatureTally;
}

export interface MetricTally {
  name: string;
  split: 'train' | 'validation';
  scope: 'batch' | 'epoch';
  first: number;
  last: number;
  best: { value: number; epoch: number | null };
}

export interface RunTally {
  trainings: TrainingTally[];
  findings: RecordedFinding[];
}

export const emptyTally = (): RunTally => ({ trainings: [], findings: [] });

/** Takes a record in. Records of a training come after its first `training` record; others of it are dropped. */
export function addRecord(tally: RunTally, record: RunRecord): void {
  if (is(record, 'finding')) {
    foldFinding(tally.findings, { ...record.payload, training: record.training, step: record.step });
    return;
  }
  const training = tally.trainings.find(({ id }) => id === record.training);
  if (is(record, 'training')) {
    if (training) training.payload = record.payload;
    else tally.trainings.push(newTraining(record.training, record.payload));
  } else if (!training) return;
  else if (is(record, 'step')) addStep(training, record.step, record.payload);
  else if (is(record, 'terms')) training.terms = record.payload.values;
  else if (is(record, 'lossTerms')) addLossTerms(training, record.step, record.payload);
  else if (is(record, 'metric')) addMetric(training, record.payload);
  else addCurvature(training.curvature, record);
}

const is = <K extends RecordKind>(record: RunRecord, kind: K): record is RunRecord<K> => record.kind === kind;

const newTraining = (id: number, payload: TrainingPayload): TrainingTally => ({
  id,
  payload,
  steps: 0,
  last: null,
  loss: { first: null, last: null },
  epochs: null,
  terms: null,
  lossTerms: null,
  metrics: [],
  curvature: emptyCurvature(),
});

function addStep(training: TrainingTally, step: number, payload: StepPayload): void {
  training.steps = Math.max(training.steps, step);
  training.last = payload;
  if (payload.loss !== null) {
    training.loss.first ??= payload.loss;
    training.loss.last = payload.loss;
  }
  if (payload.epoch !== null) training.epochs = Math.max(training.epochs ?? 0, payload.epoch);
}

/** They come late, and in no order; a step without a number leaves the last that has one. */
function addLossTerms(training: TrainingTally, step: number, payload: LossTermsPayload): void {
  const { lossTerms } = training;
  if (payload.notMeasured !== null && lossTerms) return;
  const isOlder = lossTerms && lossTerms.step > step && lossTerms.payload.notMeasured === null;
  if (!isOlder) training.lossTerms = { step, payload };
}

/** Values over an epoch count, where there are any; those of single batches only where there are none. */
function addMetric(training: TrainingTally, { name, split, scope, value, epoch }: MetricPayload): void {
  const at = training.metrics.findIndex((metric) => metric.name === name && metric.split === split);
  const known = training.metrics[at];
  if (!known || (known.scope === 'batch' && scope === 'epoch')) {
    const fresh: MetricTally = { name, split, scope, first: value, last: value, best: { value, epoch } };
    if (known) training.metrics[at] = fresh;
    else training.metrics.push(fresh);
    training.metrics.sort((a, b) => rank(a) - rank(b));
  } else if (known.scope === scope) {
    known.last = value;
    if (better(name, value, known.best.value)) known.best = { value, epoch };
  }
}

/** Training before validation, and in each the loss first. */
const rank = ({ split, name }: MetricTally) => (split === 'train' ? 0 : 2) + (name === 'loss' ? 0 : 1);

/** Metrics that are better when they are larger, by the names of TensorFlow.js; losses and errors are better smaller. */
const LARGER_IS_BETTER = /acc|precision|recall|auc|f1|r2|cosineproximity/i;

const better = (name: string, value: number, best: number) =>
  Number.isNaN(best) || (LARGER_IS_BETTER.test(name) ? value > best : value < best);
