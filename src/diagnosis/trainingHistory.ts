/** Gathers the evidence about one training as its records pass by, in memory that does not grow with the steps. */
import type { CurvaturePayload, MetricPayload, StepPayload, TrainingPayload } from '../protocol/records.js';
import {
  FIRST_STEPS,
  RECENT_STEPS,
  type Evidence,
  type MetricReading,
  type NonFinite,
  type StepReading,
} from './evidence.js';
import { LossTrend } from './lossTrend.js';
import type { ProgramEvidence } from './programEvidence.js';

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

  get trainedElsewhere(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const other of this.others())
      if (other !== this) for (const { name } of other.payload.variables) names.add(name);
    return names;
  }

  addStep(step: number, payload: StepPayload): void {
    this.steps = step;
    const reading = { step, payload };
    if (this.first.length < FIRST_STEPS) this.first.push(reading);
    this.recent.push(reading);
    if (this.recent.length > RECENT_STEPS) this.recent.shift();
    this.loss.add(step, payload.loss);
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
