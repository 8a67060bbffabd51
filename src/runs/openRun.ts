/** A run as its readers see it, recorded or still growing: head, series, readings, details. */
import { sortFindings } from '../protocol/findings.js';
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunHead, StepReadings, TrainingHead, TrainingSeries, VariableDetail } from '../protocol/inspector.js';
import type { CurvatureDetail, CurvatureSeries, MeasuredAt } from '../protocol/curvature.js';
import type { JacobianPayload } from '../protocol/jacobian.js';
import type { JacobianSeries } from '../protocol/jacobianSeries.js';
import type { TermsSeries } from '../protocol/terms.js';
import type { GradientPaths, LinesPayload, LinesSeries } from '../protocol/lines.js';
import type { RunInfo } from '../protocol/run.js';
import { curvatureDetail } from './curvature/curvatureDetail.js';
import { openCurvatureFiles } from './curvature/curvatureFiles.js';
import { curvatureSeries } from './curvature/curvatureSeries.js';
import { stepDamaged, stepMissing, trainingMissing } from './errors.js';
import { linesRecord } from './lines/linesRecord.js';
import { INDEX_FILE, openIndexWriter, readIndexFile } from './indexFile.js';
import { readings } from './readingsAt.js';
import { openRecordStream } from './recordStream.js';
import { readRunFile } from './runFile.js';
import { RunIndex, type IndexedTraining } from './runIndex.js';
import { MAIN_FILE } from './recordFiles.js';
import { jacobianSeries } from './terms/jacobianSeries.js';
import { termsSeries } from './terms/termsSeries.js';
import { trainingSeries } from './series.js';
import { variableDetail } from './variableDetail.js';

export interface Run {
  readonly runDirectory: string;
  /** `run.json` as of the last refresh. */
  readonly info: RunInfo;
  readonly index: RunIndex;
  /** Reads what is new; answers whether anything is. */
  refresh(): boolean;
  head(): RunHead;
  /** Buckets from the one that holds step `from` on; null where the training has no step yet. */
  series(training: number, from?: number): TrainingSeries | null;
  /** @throws CodedError where the step is not recorded, or cannot be read. */
  readings(training: number, step: number): StepReadings;
  /** Null where nothing is known of the training's curvature. */
  curvature(training: number): CurvatureSeries | null;
  /** The terms of its loss over the steps; null: not measured. */
  terms(training: number): TermsSeries | null;
  /** The Jacobian of its outputs over the steps; null: not measured. */
  jacobian(training: number): JacobianSeries | null;
  /** @throws CodedError where the training is not recorded. */
  curvatureDetail(training: number, step: number): CurvatureDetail;
  /** Every measurement of the Jacobian, in the order of the steps. */
  jacobians(training: number): readonly MeasuredAt<JacobianPayload>[];
  /** Null where no gradient was measured on its lines. */
  lines(training: number): LinesSeries | null;
  /** As measured at the step, or last before it; null: at none. */
  linesAt(training: number, step: number): MeasuredAt<LinesPayload> | null;
  gradientPaths(training: number, step: number): GradientPaths;
  /** @throws CodedError where the training is not recorded. */
  detail(training: number, variable: number, columns?: number): VariableDetail;
}

/**
 * `check`: reads every record instead of the index, which takes longer and finds damage anywhere; without it, damage that
 * the index covers is found at the step that cannot be read.
 * @throws CodedError where there is no run, or one of a newer schema.
 */
export function openRun(runDirectory: string, { check = false } = {}): Run {
  let info = readRunFile(runDirectory);
  const main = join(runDirectory, MAIN_FILE);
  const { index, covered } = check
    ? { index: new RunIndex(), covered: 0 }
    : readIndex(runDirectory, existsSync(main) ? statSync(main).size : 0);
  let unreadable = Infinity;
  const stream = openRecordStream(main, covered);
  const curvatureFiles = openCurvatureFiles(runDirectory);

  function refresh(): boolean {
    const before = info;
    if (before.outcome === null) info = readRunFile(runDirectory);
    const grown = existsSync(main) && stream.read((record, offset) => index.add(record, offset));
    const measured = curvatureFiles.read((file, record, offset) => index.addCurvature(record, file, offset));
    return grown || measured || JSON.stringify(before) !== JSON.stringify(info);
  }
  function training(id: number): IndexedTraining {
    const found = index.trainings.get(id);
    if (!found) throw trainingMissing(id);
    return found;
  }

  refresh();
  if (covered < stream.offset && !check && info.outcome !== null && stream.damage.length === 0)
    rebuildIndexFile(runDirectory);
  return {
    runDirectory,
    get info() {
      return info;
    },
    index,
    refresh,
    head: () => ({
      ...{ id: info.id, program: info.program, startedAt: info.startedAt, backend: info.backend },
      trainings: [...index.trainings.values()].sort((a, b) => a.id - b.id).map(trainingHead),
      damage: damageOf(info, index, stream, unreadable) ?? (curvatureFiles.damaged ? CURVATURE_DAMAGED : null),
      findings: sortFindings(index.findings),
      thinned: info.thinned ?? [],
    }),
    series: (id, from = 1) => trainingSeries(training(id), from),
    readings(id, step) {
      const { columns } = training(id);
      if (!columns.has(step)) throw stepMissing(id, step);
      const found = readings(main, columns, step);
      if (found) return found;
      unreadable = Math.min(unreadable, columns.offset[step - 1]!);
      throw stepDamaged(id, step);
    },
    curvature(id) {
      const found = index.curvature.get(id);
      return found ? curvatureSeries(id, found) : null;
    },
    terms(id) {
      const found = index.curvature.get(id)?.terms ?? [];
      return found.length > 0 ? termsSeries(id, found, training(id).payload.variables) : null;
    },
    jacobian(id) {
      const found = index.curvature.get(id)?.jacobian ?? [];
      return found.length > 0 ? jacobianSeries(id, found) : null;
    },
    curvatureDetail: (id, step) => (
      training(id),
      curvatureDetail(runDirectory, id, step, index.curvature.get(id) ?? null)
    ),
    jacobians: (id) => index.curvature.get(id)?.jacobian ?? [],
    lines: (id) => index.lines.get(id)?.series(id) ?? null,
    linesAt: (id, step) => linesRecord(runDirectory, index.lines.get(id)?.at(step)),
    gradientPaths: (id, step) => ({
      ...{ training: id, step },
      measured: linesRecord(runDirectory, index.lines.get(id)?.at(step, { graph: true })),
    }),
    detail: (id, variable, columns) => (training(id), variableDetail(runDirectory, id, variable, columns)),
  };
}

function trainingHead({ id, payload, columns }: IndexedTraining): TrainingHead {
  const { file, line, callee, optimizer, variables, terms, planned } = payload;
  return { id, file, line, callee, optimizer, variables, terms, planned, steps: columns.steps };
}

/** An index that covers more than there is belongs to another `main.rec`: the file was cut. */
function readIndex(runDirectory: string, mainSize: number): { index: RunIndex; covered: number } {
  const index = new RunIndex();
  const covered = readIndexFile(join(runDirectory, INDEX_FILE), index);
  return covered <= mainSize ? { index, covered } : { index: new RunIndex(), covered: 0 };
}

/** Nothing is missing at the end of a run that still goes on, was killed, or stopped recording. */
function endIsMissing({ outcome }: RunInfo, index: RunIndex): boolean {
  const wroteItsEnd = outcome?.stopped === 'end' || outcome?.stopped === 'steps';
  return wroteItsEnd && outcome.signal === null && outcome.recordingStopped === null && index.end === null;
}

function damageOf(
  info: RunInfo,
  index: RunIndex,
  stream: ReturnType<typeof openRecordStream>,
  unreadable: number,
): RunHead['damage'] {
  const inside = Math.min(stream.damage[0]?.offset ?? Infinity, unreadable);
  if (inside === Infinity && !endIsMissing(info, index)) return null;
  const first = Math.min(inside, stream.offset);
  let step = 0;
  for (const { columns } of index.trainings.values()) {
    for (let at = 0; at < columns.steps; at++) if (columns.offset[at]! < first) step = Math.max(step, at + 1);
  }
  const rest = inside < Infinity ? 'The steps after it are shown where they could be read.' : 'The record ends there.';
  return { step, message: `The run is damaged: it is whole up to step ${step}.`, rest };
}

const CURVATURE_DAMAGED = {
  step: null,
  message: 'The run is damaged: some of its measurements of curvature cannot be read.',
  rest: 'All steps are whole; the measurements that could be read are shown.',
};

/** A run whose trainer was killed, or whose index was lost, opens fast again the next time. */
function rebuildIndexFile(runDirectory: string): void {
  const path = join(runDirectory, INDEX_FILE);
  // Two windows may do this at once: each makes a file of its own, and the last one holds.
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    const writer = openIndexWriter(fresh);
    const stream = openRecordStream(join(runDirectory, MAIN_FILE));
    stream.read((record, offset, end) => writer.add(record, offset, end));
    writer.close();
    renameSync(fresh, path);
  } catch {
    // A folder that cannot be written to opens slowly; that is all.
    rmSync(fresh, { force: true });
  }
}
