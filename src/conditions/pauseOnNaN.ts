/** The condition that stops a training at the first NaN or infinity, alone or beside another one. */
export const NOT_FINITE = 'loss is not finite or gradient.nan > 0 or gradient.inf > 0';

export const pausesOnNaN = (condition: string | null): boolean => condition?.endsWith(NOT_FINITE) ?? false;

/** With it where it was not in the condition, without it where it was; null: no condition is left. */
export function togglePauseOnNaN(condition: string | null): string | null {
  if (condition === null) return NOT_FINITE;
  if (!pausesOnNaN(condition)) return `(${condition}) or ${NOT_FINITE}`;
  const other = condition.slice(0, -NOT_FINITE.length);
  return /^\((.*)\) or $/s.exec(other)?.[1] ?? null;
}
