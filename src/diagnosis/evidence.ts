/** What rules read: everything that was measured of one training so far, and nothing else. */
import type {
  CurvaturePayload,
  MetricPayload,
  NORM_COLUMNS,
  StepPayload,
  TrainingPayload,
  VariableInfo,
} from '../protocol/records.js';
import type { LossOp } from '../program/lossProgram.js';
import type { LossTrend } from './lossTrend.js';
import type { ProgramEvidence } from './programEvidence.js';

export interface Evidence {
  readonly training: number;
  readonly payload: TrainingPayload;
  /** Closed steps. */
  readonly steps: number;
  /** The first FIRST_STEPS steps, oldest first. */
  readonly first: readonly StepReading[];
  /** The last RECENT_STEPS steps, oldest first. */
  readonly recent: readonly StepReading[];
  /** Median over the first steps of the largest ‖Δw‖/‖w‖; NaN: none was measured. */
  readonly updateSize: number;
  readonly loss: LossTrend;
  readonly metrics: readonly MetricReading[];
  /** Probed loss programs, oldest first: at the first step, then at steps that double. Empty: none could be recorded. */
  readonly programs: readonly ProgramEvidence[];
  /** Why the newest step's program could not be probed: one sentence. */
  readonly noProgram: string | null;
  readonly curvature: readonly (CurvaturePayload & { step: number })[];
  /** The first step whose loss, gradient or update was not finite. */
  readonly nonFinite: NonFinite | null;
  /** Names of the variables that other trainings of this process train. */
  readonly trainedElsewhere: ReadonlySet<string>;
  /** Text of a source file of the user; null: it cannot be read. */
  source(file: string): string | null;
  /** The program ended: nothing more will come. */
  readonly ended: boolean;
}

export const FIRST_STEPS = 32;
export const RECENT_STEPS = 64;

export interface StepReading {
  step: number;
  payload: StepPayload;
}

export interface NonFinite {
  step: number;
  where: 'loss' | 'gradient' | 'update';
  /** The newest program, with the weights of before this step's update; null: none was recorded, or it cannot be replayed. */
  probe: ProgramEvidence | null;
  /** The step whose batch `probe` holds; null: there is none. */
  recordedAt: number | null;
  /** Replays `probe` once more, op by op and in float64; null: there is none. */
  look: CloserLook | null;
  /** What a centred RMSprop took the root of; null: it was none. */
  root: CentredRoot | null;
}

/** Costs a replay each: to be asked for what is said, and nothing else. */
export interface CloserLook {
  /** Of an op whose result is not finite, though its inputs are. */
  forward(op: LossOp): BrokenElements | null;
  /** The first op, backwards from the loss, that passes on a gradient which is not finite and was given one that is. */
  backward(): (BrokenElements & { op: LossOp; nan: number; inf: number }) | null;
}

export interface BrokenElements {
  /** Of each input of the op, at the first element that is not finite; null: it has another shape. */
  inputs: (number | null)[];
  /** Backward: the gradient of the op's output there. */
  passed: number | null;
  exact: ExactElements | null;
}

/** The same elements, up to 4096 of them, replayed in float64. */
export interface ExactElements {
  inputs: (number | null)[];
  nan: number;
  inf: number;
  /** The one of the largest magnitude among those that are finite; NaN: none is. */
  value: number;
}

/** Of the element of least variance: mean(g²) − mean(g)² − ε in float64, and the weight's row. */
export interface CentredRoot {
  row: number;
  value: number;
}

export interface MetricReading extends MetricPayload {
  step: number;
}

const COLUMNS: Record<(typeof NORM_COLUMNS)[number], number> = { gradient: 0, weight: 1, update: 2 };

/** ‖gradient‖, ‖weight after the update‖ or ‖update‖ of one variable; NaN: not measured, or not a number. */
export function normAt({ payload }: StepReading, variable: number, of: keyof typeof COLUMNS): number {
  return payload.norms[variable * 3 + COLUMNS[of]] ?? NaN;
}

/** ‖Δw‖ / ‖w‖ of one variable. */
export function updateRatioAt(reading: StepReading, variable: number): number {
  return normAt(reading, variable, 'update') / normAt(reading, variable, 'weight');
}

/** Norm of the whole gradient: √Σ‖g‖² over the variables that have one. */
export function gradientNormAt(reading: StepReading, variables: readonly VariableInfo[]): number {
  let squares = 0;
  let any = false;
  for (let row = 0; row < variables.length; row++) {
    const norm = normAt(reading, row, 'gradient');
    if (reading.payload.state[row] !== 1) continue;
    any = true;
    squares += norm * norm;
  }
  return any ? Math.sqrt(squares) : NaN;
}
