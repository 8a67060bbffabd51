/** A change of the text that mends what a finding says, where one can be told from the line itself. */
import type { RecordedFinding } from '../../../protocol/findings.js';
import type { Source } from '../../../source/syntax.js';

export interface Edit {
  /** Positions in the text. */
  from: number;
  to: number;
  text: string;
}

export interface Fix {
  /** What the edit does, with `{0}` for each of `values`. */
  title: FixTitle;
  values: readonly string[];
  edits: readonly Edit[];
}

export const FIX_TITLES = [
  'Lower the rate to {0}',
  'Raise the rate to {0}',
  'Use activation {0}',
  'Add activation {0}',
  'Take relu out',
  'Draw the weights by {0}',
  'Shuffle the samples',
  'Add {0} before the logarithm',
  'Add {0} before the root',
  'Leave centered out',
  'Lower the factor to {0}',
  'Let it train',
  'Add {0} to the list',
  'Take the softmax over the last axis',
] as const;
export type FixTitle = (typeof FIX_TITLES)[number];

/** Where the finding stands in the text as it is now. */
export interface Site {
  source: Source;
  /** From 1. */
  line: number;
  finding: RecordedFinding;
}

export const fix = (title: FixTitle, values: readonly string[], ...edits: Edit[]): Fix => ({ title, values, edits });

export const replace = (node: { from: number; to: number }, text: string): Edit => ({
  from: node.from,
  to: node.to,
  text,
});

export const insert = (at: number, text: string): Edit => ({ from: at, to: at, text });
