/** Words of the findings panel. */
import type { Severity } from '../../../src/protocol/records.js';

export const SEVERITY_WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Hint' };

export const sinceText = (step: number): string => (step > 0 ? `since step ${step}` : 'from the start');

/** At how many steps it held, where that is more than one. */
export const countText = (count: number): string => (count > 1 ? `seen ${count} times` : '');
