/** Gathers the evidence about one training as its records pass by, in memory that does not grow with the steps. */
import type { CurvaturePayload, MetricPayload, StepPayload, TrainingPayload } from '../protocol/records.js';
import {
  FIRST_STEPS,
  RECENT_STEPS,
  type Evidence,
  type MetricReading,
  type NonFinite,
  type StepReading,
  updateRatioAt,
} from './evidence.js';
import { LossTrend } from './lossTrend.js';
import type { ProgramEvidence } from './programEvidence.js';
import { median } from './statistics.js';

/** Metrics kept: the first and the newest, so that both ends of a curve are known. */
const METRICS_KEPT = 4096;
const CURVATURE_KEPT = 1024;

export class TrainingHistory implements Evidence {
  steps = 0;
  readonly first: StepReading[] = [];
  readonly recent: StepReading[] = [];
  readonly loss = new LossTrend();
  readonly metrics: MetricReading[] = [];
  readonly programs: ProgramEvidence[] = [];
  noProgram: string | null = null;
  readonly curvature: (CurvaturePayload & { step: number })[] = [];
  nonFinite: NonFinite | null = null;
  ended = false;

  constructor(
    readonly training: number,
    public payload: TrainingPayload,
    readonly source: (file: string) => string | null,
    private readonly others: () => Iterable<TrainingHistory>,
  ) {}

  /** Largest update ratio of each of the first steps, and their median once it was asked for. */
  private readonly largest: number[] = [];
  private size = NaN;

  get updateSize(): number {
    if (Number.isNaN(this.size)) this.size = median(this.largest);
    return this.size;
  }

  get trainedElsewhere(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const other of this.others())
      if (other !== this) for (const { name } of other.payload.variables) names.add(name);
    return names;
  }

  addStep(step: number, payload: StepPayload): void {
    this.steps = step;
    if (this.first.length < FIRST_STEPS) this.addFirst({ step, payload });
    if (this.recent.length < RECENT_STEPS) this.recent.push({ step, payload });
    else {
      // The oldest makes room for the newest: nothing is allocated at a step.
      const reading = this.recent.shift()!;
      reading.step = step;
      reading.payload = payload;
      this.recent.push(reading);
    }
    this.loss.add(step, payload.loss);
  }

  private addFirst(reading: StepReading): void {
    this.first.push(reading);
    let largest = -Infinity;
    this.payload.variables.forEach((_, row) => {
      const ratio = updateRatioAt(reading, row);
      if (ratio > largest) largest = ratio;
    });
    this.size = NaN;
    this.largest.push(largest);
  }

  addMetric(step: number, payload: MetricPayload): void {
    if (this.metrics.length >= METRICS_KEPT) this.metrics.splice(METRICS_KEPT / 4, 1);
    this.metrics.push({ ...payload, step });
  }

  addCurvature(step: number, payload: CurvaturePayload): void {
    if (this.curvature.length >= CURVATURE_KEPT) this.curvature.splice(1, 1);
    this.curvature.push({ ...payload, step });
  }
}
