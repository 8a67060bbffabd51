/** What the picture of a tuning and the host tell each other. */
import type { TuneResult } from './tune.js';

export interface TuneShown {
  result: TuneResult;
  state: 'running' | 'ended' | 'stopped' | 'failed';
  /** Why it failed: one sentence. */
  message: string | null;
  /** The λ in the source now. */
  now: number;
}

/** Draws this in place of what was drawn. */
export interface ShowTune {
  type: 'tune';
  shown: TuneShown;
}

export type ToTuneView = ShowTune;

/** `ready`: it is loaded. `apply`: write this λ into the source. `stop`: end the runs. `openLine`: show the line of the λ. `wider`:
 * try smaller or larger values too. `resume`: go on where it was stopped. `choose`: ask for folds and metric, and run with them. `glossary`: open the entry. */
export type FromTuneView =
  | { type: 'ready' }
  | { type: 'apply'; value: number }
  | { type: 'stop' }
  | { type: 'resume' }
  | { type: 'choose' }
  | { type: 'openLine' }
  | { type: 'wider'; end: 'low' | 'high' }
  | { type: 'glossary'; term: string };

/** Messages of a webview are not trusted: undefined is none. */
export function parseFromTuneView(value: unknown): FromTuneView | undefined {
  const message = value as Partial<Record<string, unknown>> | null;
  if (typeof message !== 'object' || message === null) return undefined;
  if (message['type'] === 'apply') {
    const wanted = message['value'];
    return typeof wanted === 'number' && Number.isFinite(wanted) ? { type: 'apply', value: wanted } : undefined;
  }
  if (message['type'] === 'glossary') {
    const { term } = message;
    return typeof term === 'string' && /^[\w-]{1,80}$/.test(term) ? { type: 'glossary', term } : undefined;
  }
  if (message['type'] === 'wider') {
    const { end } = message;
    return end === 'low' || end === 'high' ? { type: 'wider', end } : undefined;
  }
  return ['ready', 'stop', 'resume', 'choose', 'openLine'].includes(message['type'] as string)
    ? (message as FromTuneView)
    : undefined;
}
