/** Completion of a condition while it is being written. */
import { parse } from './parse.js';
import { COLUMNS, GROUPS, SCALARS } from './syntax.js';
import { tokenAt, type Token } from './tokens.js';

export interface Completion {
  /** The part of the text that an option replaces: `from` up to, not including, `to`. */
  from: number;
  to: number;
  options: CompletionOption[];
}

export interface CompletionOption {
  label: string;
  insert: string;
  detail: string;
}

const DETAILS: Record<string, string> = {
  loss: 'loss of the step',
  step: 'number of the step, from 1',
  epoch: 'epoch, from 1',
  learningRate: 'learning rate of the optimizer',
  gradient: 'gradient that the optimizer is about to apply',
  weight: 'weights before the update',
  update: 'the last update made',
  any: 'at least one variable',
  all: 'every variable',
  norm: 'Euclidean norm',
  ratio: 'norm of the update over norm of the weights',
  mean: 'mean of the elements',
  std: 'standard deviation of the elements',
  min: 'smallest element',
  max: 'largest element',
  zeros: 'share of elements that are zero',
  nan: 'number of NaN elements',
  inf: 'number of infinite elements',
};
const WORDS = new Set<string>([
  ...SCALARS,
  ...GROUPS,
  ...Object.values(COLUMNS).flat(),
  'any',
  'all',
  'not',
  'and',
  'or',
  'is',
]);

/** What may stand at the cursor: words of the grammar, or names of variables. */
export function completeCondition(text: string, cursor: number, variables: readonly string[]): Completion {
  const before = text.slice(0, cursor);
  const last = lastToken(before);
  const touching = last?.end === cursor && (last.kind === 'word' || (last.kind === 'name' && !last.closed));
  const from = touching ? last.at : cursor;
  const typed = before.slice(from);
  const { expectation } = parse(before.slice(0, from));
  const atEnd = expectation.at >= before.slice(0, from).trimEnd().length;
  if (!atEnd) return { from, to: cursor, options: [] };

  if (expectation.name) {
    const start = typed.replace(/^["']/, '').toLowerCase();
    const fitting = variables.filter((name) => name.toLowerCase().includes(start));
    fitting.sort((a, b) => Number(b.toLowerCase().startsWith(start)) - Number(a.toLowerCase().startsWith(start)));
    const rest = /^["']?\)?/.exec(text.slice(cursor))![0];
    const options = fitting.map((name) => ({ label: name, insert: `"${name}")`, detail: 'variable' }));
    return { from, to: cursor + rest.length, options };
  }
  const words = [...new Set(expectation.words)].filter(
    (word) => /^[A-Za-z]/.test(word) && (WORDS.has(word) || isState(word)),
  );
  const options = words
    .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()))
    .map((word) => ({ label: word, insert: word, detail: DETAILS[word] ?? '' }));
  return { from, to: cursor, options };
}

function isState(word: string): boolean {
  return word === 'NaN' || word === 'finite' || word === 'infinite';
}

function lastToken(text: string): Token | null {
  let last: Token | null = null;
  for (let token = tokenAt(text, 0); token.kind !== 'end'; token = tokenAt(text, token.end)) last = token;
  return last;
}
