/** Whether an expression is the size of weights, as a hand-written penalty computes it. */
import type { SyntaxNode } from '@lezer/common';
import type { Reading } from './kinds.js';
import { bare, textOf } from './syntax.js';

const SIZE = /\b(square|abs|norm|pow|sign)\s*\(/;
const REDUCED = /\b(sum|mean|norm|addN|reduce)\s*\(/;
/** Differences and losses are the data's term: a factor there is no λ. */
const OF_DATA = /\b(sub|squaredDifference|log|logSoftmax|\w*[lL]oss\w*|\w*[eE]ntropy\w*)\s*\(/;

export function isPenalty(reading: Reading, node: SyntaxNode, depth = 0): boolean {
  const { source, bindings } = reading;
  const value = bare(node);
  if (value.name === 'VariableName' && depth < 3) {
    return bindings
      .find(textOf(source, value), value)
      .some((binding) => binding.from === 'value' && binding.value && isPenalty(reading, binding.value, depth + 1));
  }
  const text = textOf(source, value);
  return SIZE.test(text) && REDUCED.test(text) && !OF_DATA.test(text);
}
