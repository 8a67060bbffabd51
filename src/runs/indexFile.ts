/**
 * `index.rec`: what the index needs of the records of `main.rec`, in blocks of about a thousand steps, so that a long
 * run opens without decoding every record; and pyramids of whole chunks of steps, so that it is drawn without a look at
 * every step. It holds nothing that `main.rec` does not: without it, or past its last
 * whole block, records are read instead.
 */
import { existsSync, readFileSync } from 'node:fs';
import { Packr } from 'msgpackr';
import type { CheckpointPayload, LossProgramPayload } from '../protocol/measurements.js';
import type { EndPayload, FindingPayload, MetricPayload, RunRecord, TrainingPayload } from '../protocol/records.js';
import { foldFinding } from '../protocol/findings.js';
import { readFrame } from './frames.js';
import { isKind } from './recordCodec.js';
import { BlockRows, STEP_NUMBERS, type BlockColumns } from './blockRows.js';
import { ChunkPyramids, type ChunkPyramid } from './chunkPyramids.js';
import { openRecordFile } from './recordFile.js';
import { MAIN_FILE } from './recordFiles.js';
import type { RunIndex } from './runIndex.js';
import { stepRow, type StepRow } from './stepRow.js';

export const INDEX_FILE = 'index.rec';
const VERSION = 3;
const STEPS_PER_BLOCK = 1024;
const packr = new Packr({ useRecords: false, moreTypes: true });

type SmallRecord =
  | { kind: 'training'; training: number; payload: TrainingPayload }
  | { kind: 'metric'; training: number; step: number; payload: MetricPayload }
  | { kind: 'finding'; training: number; step: number; payload: FindingPayload }
  | { kind: 'lossProgram'; training: number; step: number; payload: LossProgramPayload }
  | { kind: 'checkpoint'; training: number; step: number; payload: CheckpointPayload }
  | { kind: 'end'; payload: EndPayload };

interface Block extends BlockColumns {
  version: number;
  /** `main.rec` up to here is covered by this block and those before it. */
  until: number;
  small: SmallRecord[];
  /** Training, step, number of values, values. */
  terms: Float64Array;
  /** Of chunks that were whole when the block was written. */
  pyramids: ChunkPyramid[];
}
const STEP_BYTES = STEP_NUMBERS * 8 + 1 + 4;
const VARIABLE_BYTES = 4 + 1 + 4;

export interface IndexWriter {
  /** Bytes of the file, with what it will take when the block under way is written. */
  readonly size: number;
  /** Takes in a record of `main.rec` that starts at `offset` and ends before `end`. */
  add(record: RunRecord, offset: number, end: number): void;
  /** Writes what is left and closes the file. */
  close(): void;
}

export function openIndexWriter(path: string): IndexWriter {
  const file = openRecordFile(path);
  let small: SmallRecord[] = [];
  const rows = new BlockRows(STEPS_PER_BLOCK);
  let row: StepRow | null = null;
  let terms: number[] = [];
  let until = 0;
  let pending = 0;
  const pyramids = new ChunkPyramids();

  function flush(last = false): void {
    if (small.length + rows.count + terms.length === 0) return;
    const block: Block = {
      version: VERSION,
      until,
      small,
      ...rows.take(),
      terms: Float64Array.from(terms),
      pyramids: pyramids.take(last),
    };
    file.appendBytes(packr.pack(block));
    [small, terms] = [[], []];
    pending = 0;
  }

  return {
    get size() {
      return file.size + pending;
    },
    add(record, offset, end) {
      const { training, step } = record;
      if (isKind(record, 'step')) {
        row = stepRow(record.payload, row);
        pyramids.addStep(training, step, row, offset);
        rows.add(training, step, offset, row);
        pending += STEP_BYTES + row.gradientMark.length * VARIABLE_BYTES;
      } else if (isKind(record, 'terms')) {
        pyramids.addTerms(training, step, record.payload.values);
        terms.push(training, step, record.payload.values.length, ...record.payload.values);
      } else if (isKind(record, 'training')) {
        const { payload } = record;
        pyramids.describe(training, payload.variables.length, payload.terms.length);
        small.push({ kind: 'training', training, payload });
      } else if (isKind(record, 'metric')) small.push({ kind: 'metric', training, step, payload: record.payload });
      else if (isKind(record, 'finding')) small.push({ kind: 'finding', training, step, payload: record.payload });
      else if (isKind(record, 'lossProgram'))
        small.push({ kind: 'lossProgram', training, step, payload: record.payload });
      else if (isKind(record, 'checkpoint'))
        small.push({ kind: 'checkpoint', training, step, payload: record.payload });
      else if (isKind(record, 'end')) small.push({ kind: 'end', payload: record.payload });
      until = end;
      if (rows.count >= STEPS_PER_BLOCK) flush();
    },
    close() {
      try {
        flush(true);
      } finally {
        file.close();
      }
    },
  };
}

/** Fills an index from `index.rec`; answers up to where `main.rec` is covered (0: there is no usable file). */
export function readIndexFile(path: string, index: RunIndex): number {
  if (!existsSync(path)) return 0;
  const bytes = readFileSync(path);
  let until = 0;
  for (let at = 0; ;) {
    const frame = readFrame(bytes, at);
    if (frame.kind !== 'payload') return until;
    const block = packr.unpack(frame.payload) as Block;
    if (block.version !== VERSION) return until;
    addBlock(block, index);
    until = block.until;
    at = frame.next;
  }
}

function addBlock(block: Block, index: RunIndex): void {
  for (const record of block.small) if (record.kind === 'training') index.describe(record.training, record.payload);
  if (!addConsecutive(block, index)) addOneByOne(block, index);
  for (let at = 0; at < block.terms.length;) {
    const [training, step, count] = [block.terms[at]!, block.terms[at + 1]!, block.terms[at + 2]!];
    index.addTerms(training, step, block.terms.subarray(at + 3, at + 3 + count));
    at += 3 + count;
  }
  for (const { training, chunk, pyramid } of block.pyramids)
    index.trainings.get(training)?.columns.addPyramid(chunk, pyramid);
  for (const record of block.small) {
    if (record.kind === 'metric') index.addMetric(record.training, record.step, record.payload);
    if (record.kind === 'lossProgram' || record.kind === 'checkpoint')
      index.addCurvature({ ...record, sequence: 0 } as RunRecord, MAIN_FILE, 0);
    if (record.kind === 'end') index.end = record.payload;
    if (record.kind === 'finding')
      foldFinding(index.findings, { ...record.payload, training: record.training, step: record.step });
  }
}

/** The usual block, of one training's steps one after another; false: it is another. */
function addConsecutive(block: Block, index: RunIndex): boolean {
  const { steps, lossMark, gradientMark } = block;
  const count = lossMark.length;
  const columns = index.trainings.get(steps[0] ?? NaN)?.columns;
  if (!columns || gradientMark.length !== count * columns.variables) return false;
  for (let s = 0; s < count; s++) {
    const at = s * STEP_NUMBERS;
    if (steps[at] !== steps[0] || steps[at + 1] !== steps[1]! + s || block.variables[s] !== columns.variables)
      return false;
  }
  columns.setSteps(steps[1]!, steps.subarray(2), STEP_NUMBERS, lossMark, block);
  return true;
}

function addOneByOne(block: Block, index: RunIndex): void {
  const { steps, lossMark, gradientNorm, gradientMark, updateRatio } = block;
  let row = 0;
  for (let s = 0; s < block.variables.length; s++) {
    const at = s * STEP_NUMBERS;
    const variables = block.variables[s]!;
    const columns = index.trainings.get(steps[at]!)?.columns;
    columns?.setStepNumbers(steps[at + 1]!, steps, at + 2, lossMark[s]!);
    columns?.setStepRow(steps[at + 1]!, { gradientNorm, gradientMark, updateRatio }, row, variables);
    row += variables;
  }
}
