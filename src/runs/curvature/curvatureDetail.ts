/** Everything measured of the curvature at a step, or last before it. */
import { join } from 'node:path';
import type { CurvatureDetail, MeasuredAt } from '../../protocol/curvature.js';
import type { DenseHessian } from '../../protocol/measurements.js';
import type { CurvaturePayload } from '../../protocol/records.js';
import { isKind } from '../recordCodec.js';
import { readRecordAt } from '../recordStream.js';
import type { CurvatureIndex } from './curvatureIndex.js';

export function curvatureDetail(
  runDirectory: string,
  training: number,
  step: number,
  index: CurvatureIndex | null,
): CurvatureDetail {
  const newest = (measured: CurvaturePayload['measured']): MeasuredAt<CurvaturePayload> | null => {
    const row = index?.rows.findLast((each) => each.step <= step && each.measured === measured);
    const record = row && readRecordAt(join(runDirectory, row.file), row.offset);
    return record && isKind(record, 'curvature') ? { step: row.step, payload: record.payload } : null;
  };
  return {
    ...{ training, step },
    ...{ track: newest('track'), anchor: newest('anchor'), spectrum: newest('spectrum') },
    newton: newestAt(index?.newton, step),
    verify: newestAt(index?.verify, step),
    hessian: hessianAt(runDirectory, newestAt(index?.hessians, step)),
  };
}

const newestAt = <T extends { step: number }>(list: readonly T[] | undefined, step: number): T | null =>
  list?.findLast((each) => each.step <= step) ?? null;

function hessianAt(
  runDirectory: string,
  place: { step: number; file: string; offset: number } | null,
): MeasuredAt<DenseHessian> | null {
  const record = place && readRecordAt(join(runDirectory, place.file), place.offset);
  return record && isKind(record, 'hessian') ? { step: place.step, payload: record.payload } : null;
}
