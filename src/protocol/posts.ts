/**
 * Numbers on the way to a webview: what VS Code posts is JSON but for typed arrays, and JSON makes NaN and Infinity null,
 * which here means not measured. So they travel as `{ number: 'NaN' }`.
 */
type Packed = { number: 'NaN' | 'Infinity' | '-Infinity' };

export function packNumbers<T>(value: T): T {
  return map(value, (item) =>
    typeof item === 'number' && !Number.isFinite(item) ? { number: String(item) } : item,
  ) as T;
}

export function unpackNumbers(value: unknown): unknown {
  return map(value, (item) => (isPacked(item) ? Number(item.number) : item));
}

function isPacked(value: unknown): value is Packed {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  return ['NaN', 'Infinity', '-Infinity'].includes((value as { number?: string }).number ?? '');
}

function map(value: unknown, change: (item: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || typeof value !== 'object' || value === null) return changed;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  if (Array.isArray(value)) return value.map((item) => map(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, change)]));
}
