/** What the picture of a comparison and the host tell each other. */
import type { Comparison } from './comparison.js';

/** Draws this in place of what was drawn. */
export interface ShowComparison {
  type: 'comparison';
  comparison: Comparison;
}

/** `ready`: it is loaded. `refresh`: read the runs again. `openRun`: show this run, by its index. `glossary`: open the entry. */
export type FromCompareView =
  { type: 'ready' } | { type: 'refresh' } | { type: 'openRun'; run: number } | { type: 'glossary'; term: string };

/** Messages of a webview are not trusted: undefined is none. */
export function parseFromCompareView(value: unknown): FromCompareView | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, run, term } = value as Partial<Record<string, unknown>>;
  if (type === 'ready' || type === 'refresh') return { type };
  if (type === 'openRun')
    return Number.isSafeInteger(run) && (run as number) >= 0 ? { type, run: run as number } : undefined;
  if (type === 'glossary') return typeof term === 'string' && /^[\w-]{1,80}$/.test(term) ? { type, term } : undefined;
  return undefined;
}
