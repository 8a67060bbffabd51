/** Small guards for values of unknown origin, put together to shapes. */
export type Guard = (value: unknown) => boolean;

export const isNumber: Guard = (value) => typeof value === 'number';
export const isString: Guard = (value) => typeof value === 'string';
export const isBoolean: Guard = (value) => typeof value === 'boolean';
/** Counts, ids, steps and lines. */
export const isCount: Guard = (value) => Number.isInteger(value) && (value as number) >= 0;

export const isNullOr =
  (guard: Guard): Guard =>
  (value) =>
    value === null || guard(value);

/** A property that may be left out. */
export const isOptional =
  (guard: Guard): Guard =>
  (value) =>
    value === undefined || guard(value);

export const isOneOf =
  (names: readonly string[]): Guard =>
  (value) =>
    typeof value === 'string' && names.includes(value);

export const isArrayOf =
  (guard: Guard): Guard =>
  (value) =>
    Array.isArray(value) && value.every(guard);

export const isInstanceOf =
  (constructor: abstract new (...args: never) => unknown): Guard =>
  (value) =>
    value instanceof constructor;

export const isObject: Guard = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with at least these properties. */
export function hasShape(shape: Readonly<Record<string, Guard>>): Guard {
  const properties = Object.entries(shape);
  return (value) =>
    isObject(value) && properties.every(([name, guard]) => guard((value as Record<string, unknown>)[name]));
}
