/** What the command line keeps of a training's curvature: the track, and the newest of everything else. */
import type { MeasuredAt } from '../../protocol/curvature.js';
import type { LinesPayload } from '../../protocol/lines.js';
import type { LossProgramPayload, NewtonPayload, VerifyPayload } from '../../protocol/measurements.js';
import type { CurvaturePayload, RecordKind, RunRecord } from '../../protocol/records.js';

export interface CurvatureTally {
  lossProgram: LossProgramPayload | null;
  /** The last measurement; of one step the most complete. */
  newest: MeasuredAt<CurvaturePayload> | null;
  track: { step: number; value: number; residual: number; samples: number | null }[];
  newton: NewtonPayload | null;
  verify: VerifyPayload | null;
  checkpoints: number[];
  /** The newest gradients on lines, and the newest that hold their way; or why there are none. */
  lines: MeasuredAt<LinesPayload> | null;
  graph: MeasuredAt<LinesPayload> | null;
  linesWhy: string | null;
}

export const emptyCurvature = (): CurvatureTally => ({
  ...{ lossProgram: null, newest: null, track: [], newton: null, verify: null, checkpoints: [] },
  ...{ lines: null, graph: null, linesWhy: null },
});

export function addCurvature(tally: CurvatureTally, record: RunRecord): void {
  const { step } = record;
  if (is(record, 'curvature')) addMeasurement(tally, step, record.payload);
  else if (is(record, 'lossProgram')) tally.lossProgram = record.payload;
  else if (is(record, 'newton')) tally.newton = record.payload;
  else if (is(record, 'verify')) tally.verify = record.payload;
  else if (is(record, 'lines')) addLines(tally, step, record.payload);
  else if (is(record, 'checkpoint')) tally.checkpoints.push(step);
}

function addLines(tally: CurvatureTally, step: number, payload: LinesPayload): void {
  if (payload.why !== null) tally.linesWhy = payload.why;
  else {
    if (step >= (tally.lines?.step ?? 0)) tally.lines = { step, payload };
    if (payload.graph && step >= (tally.graph?.step ?? 0)) tally.graph = { step, payload };
  }
}

const is = <K extends RecordKind>(record: RunRecord, kind: K): record is RunRecord<K> => record.kind === kind;
const RANK = { track: 0, anchor: 1, spectrum: 2 } as const;

function addMeasurement(tally: CurvatureTally, step: number, payload: CurvaturePayload): void {
  const { newest } = tally;
  const [largest] = payload.eigenvalues;
  if (payload.measured === 'track' && largest) tally.track.push({ step, ...largest, samples: payload.samples });
  const older =
    newest && (newest.step > step || (newest.step === step && RANK[newest.payload.measured] > RANK[payload.measured]));
  if (!older) tally.newest = { step, payload };
}
