/** What is wrong with a condition: one sentence, and where. */
export interface ConditionError {
  code: 'condition-syntax' | 'condition-name';
  message: string;
  /** Column, from 1. */
  column: number;
}

export function unexpected(text: string, at: number, expected: readonly string[]): ConditionError {
  const found = at >= text.length ? 'the end' : `"${/^(?:[\w$.]+|\S)/.exec(text.slice(at))?.[0] ?? text[at]}"`;
  const column = at + 1;
  const message = `The condition is not understood at column ${column}: expected ${list(expected)}, found ${found}.`;
  return { code: 'condition-syntax', message, column };
}

export function openString(at: number): ConditionError {
  const column = at + 1;
  const message = `The condition is not understood at column ${column}: the name that starts here is not closed by a quote.`;
  return { code: 'condition-syntax', message, column };
}

/** A quantity of several variables, without a word for which of them. */
export function needsQuantifier(quantity: string, at: number): ConditionError {
  const column = at + 1;
  const message =
    `The condition is not understood at column ${column}: ${quantity} has a value for each variable; ` +
    `write any ${quantity} or all ${quantity}, or name one variable.`;
  return { code: 'condition-syntax', message, column };
}

export function unknownName(name: string, at: number, nearest: string | null): ConditionError {
  const column = at + 1;
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  const message = `No variable of the training is named "${name}" (column ${column})${hint || '.'}`;
  return { code: 'condition-name', message, column };
}

function list(words: readonly string[]): string {
  const unique = [...new Set(words)];
  return unique.length < 2 ? (unique[0] ?? 'nothing') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}
