/** A record as bytes: the MessagePack array [kind, training, step, sequence, payload], typed arrays as extensions. */
import { Packr } from 'msgpackr';
import type { HistogramPayload, RecordKind, RunRecord, StepPayload } from '../protocol/records.js';
import { HISTOGRAM_BINS, NORM_COLUMNS } from '../protocol/records.js';
import { packCounts, unpackCounts } from './countCodec.js';
import { packCurvature, unpackCurvature } from './curvature/curvatureCodec.js';

const packr = new Packr({ useRecords: false, moreTypes: true, variableMapSize: true });

/** Kinds that this version reads; others are skipped. */
const KINDS: ReadonlySet<string> = new Set<RecordKind>([
  'training',
  'step',
  'histogram',
  'terms',
  'lossTerms',
  'lossProgram',
  'curvature',
  'hessian',
  'jacobian',
  'newton',
  'verify',
  'checkpoint',
  'lines',
  'metric',
  'finding',
  'end',
]);

interface PackedHistogram {
  variables: number;
  gradient: Uint8Array;
  weight: Uint8Array;
  update: Uint8Array;
}

export function encodeRecord(record: RunRecord): Uint8Array {
  const { kind, training, step, sequence } = record;
  return packr.pack([kind, training, step, sequence, packed(record)]);
}

function packed(record: RunRecord): object {
  if (isKind(record, 'histogram')) return packHistogram(record.payload);
  return isKind(record, 'curvature') ? packCurvature(record.payload) : record.payload;
}

/** Null: not a record, or of a kind that this version does not know. */
export function decodeRecord(bytes: Uint8Array): RunRecord | null {
  let value: unknown;
  try {
    value = packr.unpack(bytes);
  } catch {
    return null;
  }
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [kind, training, step, sequence, payload] = value as unknown[];
  if (typeof kind !== 'string' || !KINDS.has(kind)) return null;
  if (typeof training !== 'number' || typeof step !== 'number' || typeof sequence !== 'number') return null;
  if (typeof payload !== 'object' || payload === null) return null;
  const known = unpacked(kind as RecordKind, payload);
  if (kind === 'step') fillNorms(payload as StepPayload);
  return known && ({ kind, training, step, sequence, payload: known } as RunRecord);
}

function unpacked(kind: RecordKind, payload: object): object | null {
  if (kind === 'histogram') return unpackHistogram(payload as PackedHistogram);
  return kind === 'curvature' ? unpackCurvature(payload) : payload;
}

/** Near the size limit a step is written without its norms: to readers they are not measured. */
function fillNorms(step: StepPayload): void {
  if (step.norms.length === 0) step.norms = new Float64Array(step.state.length * NORM_COLUMNS.length).fill(NaN);
}

/** Narrows a record to a kind. */
export function isKind<K extends RecordKind>(record: RunRecord, kind: K): record is RunRecord<K> {
  return record.kind === kind;
}

function packHistogram({ gradient, weight, update }: HistogramPayload): PackedHistogram {
  const variables = gradient.length / HISTOGRAM_BINS;
  return { variables, gradient: packCounts(gradient), weight: packCounts(weight), update: packCounts(update) };
}

function unpackHistogram({ variables, gradient, weight, update }: PackedHistogram): HistogramPayload | null {
  const unpack = (bytes: Uint8Array) => unpackCounts(bytes, variables * HISTOGRAM_BINS);
  const counts = { gradient: unpack(gradient), weight: unpack(weight), update: unpack(update) };
  return counts.gradient && counts.weight && counts.update ? (counts as HistogramPayload) : null;
}
