/** The index of a run: what is known of its trainings, columns over their steps, metrics and findings. */
import type { MetricSeries } from '../protocol/inspector.js';
import type { EndPayload, MetricPayload, RunRecord, TrainingPayload } from '../protocol/records.js';
import { foldFinding, type RecordedFinding } from '../protocol/findings.js';
import { CurvatureIndex } from './curvature/curvatureIndex.js';
import { LinesIndex } from './lines/linesIndex.js';
import { isKind } from './recordCodec.js';
import { heatRanges, type HeatRanges } from './decadeRange.js';
import { RecentSteps } from './recentSteps.js';
import { MAIN_FILE } from './recordFiles.js';
import { stepRow, type StepRow } from './stepRow.js';
import { TrainingColumns } from './trainingColumns.js';

/** Metrics of one name: parallel lists. */
export interface MetricPoints extends Omit<MetricSeries, 'steps' | 'values'> {
  steps: number[];
  values: number[];
  epochs: (number | null)[];
}

export interface IndexedTraining {
  id: number;
  payload: TrainingPayload;
  columns: TrainingColumns;
  metrics: Map<string, MetricPoints>;
  /** The newest steps, as far as they were read from their records. */
  recent: RecentSteps;
  /** Ranges of the heat map's colours. */
  ranges: HeatRanges;
  /** Lowest step that changed since it was last asked for by `takeChanged`. */
  changedFrom: number;
}

export class RunIndex {
  readonly trainings = new Map<number, IndexedTraining>();
  readonly findings: RecordedFinding[] = [];
  /** By training; there may be some before the training is described. */
  readonly curvature = new Map<number, CurvatureIndex>();
  /** By training. */
  readonly lines = new Map<number, LinesIndex>();
  end: EndPayload | null = null;
  /** Records of trainings that were not yet described; they wait for the description. */
  private readonly early: { record: RunRecord; offset: number }[] = [];

  /** Takes a record in; `offset` is where it starts in its file. Records may come in any order. */
  add(record: RunRecord, offset: number): void {
    if (isKind(record, 'training')) this.describe(record.training, record.payload);
    else if (isKind(record, 'finding')) {
      foldFinding(this.findings, { ...record.payload, training: record.training, step: record.step });
    } else if (isKind(record, 'end')) this.end = record.payload;
    else if (isOfLossProgram(record)) this.addCurvature(record, MAIN_FILE, offset);
    else if (!this.trainings.has(record.training)) this.early.push({ record, offset });
    else if (isKind(record, 'step')) {
      const { training, step, payload } = record;
      this.addStep(training, step, stepRow(payload), offset);
      this.trainings.get(training)?.recent.add(step, payload.time, payload.cost);
    } else if (isKind(record, 'terms')) this.addTerms(record.training, record.step, record.payload.values);
    else if (isKind(record, 'metric')) this.addMetric(record.training, record.step, record.payload);
  }

  /** What is measured on the recorded loss comes from files of its own, too. */
  addCurvature(record: RunRecord, file: string, offset: number): void {
    if (isKind(record, 'lines')) return this.addLines(record, file, offset);
    let found = this.curvature.get(record.training);
    if (!found) this.curvature.set(record.training, (found = new CurvatureIndex()));
    found.add(record, file, offset);
  }

  private addLines({ training, step, payload }: RunRecord<'lines'>, file: string, offset: number): void {
    let found = this.lines.get(training);
    if (!found) this.lines.set(training, (found = new LinesIndex()));
    found.add(step, payload, file, offset);
  }

  describe(id: number, payload: TrainingPayload): void {
    const known = this.trainings.get(id);
    const [variables, terms] = [payload.variables.length, payload.terms.length];
    if (known && known.columns.variables === variables && known.columns.terms === terms) {
      known.payload = payload;
      return;
    }
    const columns = new TrainingColumns(variables, terms);
    if (known) copySteps(known.columns, columns);
    const [metrics, recent] = [known?.metrics ?? new Map<string, MetricPoints>(), known?.recent ?? new RecentSteps()];
    this.trainings.set(id, { id, payload, columns, metrics, recent, ranges: heatRanges(), changedFrom: 1 });
    for (const { record, offset } of this.early.splice(0)) this.add(record, offset);
  }

  addStep(id: number, step: number, row: StepRow, offset: number): void {
    const training = this.trainings.get(id);
    if (!training || step < 1) return;
    training.columns.setStep(step, row, offset);
    if (training.ranges.norm.holds(step)) training.ranges = heatRanges();
    training.changedFrom = Math.min(training.changedFrom, step);
  }

  addTerms(id: number, step: number, values: ArrayLike<number>): void {
    const training = this.trainings.get(id);
    if (!training || step < 1) return;
    training.columns.setTerms(step, values);
    training.changedFrom = Math.min(training.changedFrom, step);
  }

  addMetric(id: number, step: number, { name, split, scope, value, epoch }: MetricPayload): void {
    const training = this.trainings.get(id);
    if (!training) return;
    const key = `${split} ${scope} ${name}`;
    let points = training.metrics.get(key);
    if (!points) training.metrics.set(key, (points = { name, split, scope, steps: [], values: [], epochs: [] }));
    points.steps.push(step);
    points.values.push(value);
    points.epochs.push(epoch);
  }
}

/** Records of the main file that tell of the recorded loss. */
export function isOfLossProgram(record: RunRecord): record is RunRecord<'lossProgram' | 'checkpoint'> {
  return isKind(record, 'lossProgram') || isKind(record, 'checkpoint');
}

/** A training whose variables became more: the values of the first ones stay, the new ones have gaps. */
function copySteps(from: TrainingColumns, to: TrainingColumns): void {
  for (let step = 1; step <= from.steps; step++) {
    if (!from.has(step)) continue;
    const at = step - 1;
    const row = {
      time: from.time[at]!,
      loss: from.loss[at]!,
      lossMark: from.lossMark[at]!,
      epoch: from.epoch[at]!,
      learningRate: from.learningRate[at]!,
      gradientNorm: from.gradientNorm.subarray(at * from.variables, step * from.variables),
      gradientMark: from.gradientMark.subarray(at * from.variables, step * from.variables),
      updateRatio: from.updateRatio.subarray(at * from.variables, step * from.variables),
    };
    to.setStep(step, row, from.offset[at]!);
    to.setTerms(step, from.termValues.subarray(at * from.terms, step * from.terms));
  }
}
