import type { ReportNumber } from '../../protocol/report.js';

/** JSON has no NaN and no infinities: they are written as strings; a missing number is null, and −0 is 0. */
export function jsonNumber(value: number | null): ReportNumber {
  if (value === null) return null;
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** The same for any value that JSON could hold but for its numbers, e.g. the configuration of an optimizer. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, jsonValue);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonValue(item)]));
  }
  return value ?? null;
}
