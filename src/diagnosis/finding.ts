/** What rules say, with what most of them leave empty filled in. */
import type { Diagnosed } from './rule.js';

type Said = Pick<Diagnosed, 'severity' | 'message' | 'evidence' | 'advice' | 'place' | 'since'> & Partial<Diagnosed>;

export const diagnosed = (said: Said): Diagnosed => ({ subject: '', layer: null, variable: null, ...said });
