/** What is known of the curvature of one training: numbers of each measurement by step, and where the rest of it lies. */
import type {
  CheckpointPayload,
  LossProgramPayload,
  NewtonPayload,
  VerifyPayload,
} from '../../protocol/measurements.js';
import type { JacobianPayload } from '../../protocol/jacobian.js';
import type { CurvaturePayload, RunRecord } from '../../protocol/records.js';
import type { MeasuredAt } from '../../protocol/curvature.js';
import { isKind } from '../recordCodec.js';

/** The numbers of a measurement that charts over the steps show; NaN: not known. */
export interface CurvatureRow {
  step: number;
  measured: CurvaturePayload['measured'];
  value: number;
  residual: number;
  samples: number;
  cold: boolean;
  lower: number;
  upper: number;
  limit: number;
  held: number;
  heldLower: number;
  heldUpper: number;
  predicted: number;
  actual: number;
  alpha: number;
  rule: string | null;
  noLimit: string | null;
  notMeasured: string | null;
  /** There is a density to draw. */
  hasDensity: boolean;
  /** Where the record lies. */
  file: string;
  offset: number;
}

export class CurvatureIndex {
  /** In the order of the steps; of one kind and step the newest measurement. */
  readonly rows: CurvatureRow[] = [];
  /** Where the dense Hessians lie: they are large, and read when one is shown. */
  readonly hessians: { step: number; file: string; offset: number }[] = [];
  readonly newton: MeasuredAt<NewtonPayload>[] = [];
  readonly jacobian: MeasuredAt<JacobianPayload>[] = [];
  readonly verify: MeasuredAt<VerifyPayload>[] = [];
  readonly checkpoints: MeasuredAt<CheckpointPayload>[] = [];
  lossProgram: LossProgramPayload | null = null;
  /** Grows with every change. */
  version = 0;

  /** `offset`: where the record starts in `file`. */
  add(record: RunRecord, file: string, offset: number): void {
    const { step } = record;
    if (isKind(record, 'curvature')) this.addRow(rowOf(step, record.payload, file, offset));
    else if (isKind(record, 'hessian')) insert(this.hessians, { step, file, offset });
    else if (isKind(record, 'newton')) insert(this.newton, { step, payload: record.payload });
    else if (isKind(record, 'jacobian')) insert(this.jacobian, { step, payload: record.payload });
    else if (isKind(record, 'verify')) insert(this.verify, { step, payload: record.payload });
    else if (isKind(record, 'checkpoint')) insert(this.checkpoints, { step, payload: record.payload });
    else if (isKind(record, 'lossProgram')) this.lossProgram = record.payload;
    else return;
    this.version++;
  }

  private addRow(row: CurvatureRow): void {
    const at = placeOf(this.rows, row.step);
    let same = at - 1;
    while (this.rows[same]?.step === row.step && this.rows[same]!.measured !== row.measured) same--;
    if (this.rows[same]?.step === row.step) this.rows[same] = row;
    else this.rows.splice(at, 0, row);
  }
}
function insert<T extends { step: number }>(list: T[], entry: T): void {
  const at = placeOf(list, entry.step);
  if (list[at - 1]?.step === entry.step) list[at - 1] = entry;
  else list.splice(at, 0, entry);
}

/** Where an entry of this step goes behind all that are not later: nearly always the end. */
function placeOf(list: readonly { step: number }[], step: number): number {
  let at = list.length;
  while (at > 0 && list[at - 1]!.step > step) at--;
  return at;
}

function rowOf(step: number, payload: CurvaturePayload, file: string, offset: number): CurvatureRow {
  const { eigenvalues, sample, stability, update } = payload;
  const largest = eigenvalues[0];
  return {
    step,
    measured: payload.measured,
    value: largest?.value ?? NaN,
    residual: largest?.residual ?? NaN,
    samples: payload.samples ?? NaN,
    cold: payload.cold,
    lower: sample?.lower ?? NaN,
    upper: sample?.upper ?? NaN,
    limit: stability?.limit ?? NaN,
    held: stability?.value ?? NaN,
    heldLower: stability?.lower ?? NaN,
    heldUpper: stability?.upper ?? NaN,
    predicted: update?.predicted ?? NaN,
    actual: update?.actual ?? NaN,
    alpha: update?.alpha ?? NaN,
    rule: stability?.rule ?? null,
    noLimit: stability?.why ?? null,
    notMeasured: payload.notMeasured,
    hasDensity: payload.density !== null,
    file,
    offset,
  };
}
