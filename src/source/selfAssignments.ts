/** `w.assign(w.sub(…))`: a variable assigned by an expression that reads it. */
import type { SyntaxNode } from '@lezer/common';
import type { Reading } from './kinds.js';
import { argumentsOf, nodesOf, textOf } from './syntax.js';

export function selfAssignment(reading: Reading, call: SyntaxNode, receiver: SyntaxNode): boolean {
  const [value] = argumentsOf(call) ?? [];
  const name = textOf(reading.source, receiver);
  if (!value || name === 'Object') return false;
  return reads(reading, value, name, 0);
}

/** Follows names to what they were given: `const next = w.sub(g); w.assign(next)`. */
function reads(reading: Reading, value: SyntaxNode, name: string, depth: number): boolean {
  for (const node of nodesOf(value)) {
    if (node.name !== 'VariableName' && node.name !== 'MemberExpression') continue;
    const text = textOf(reading.source, node);
    if (text === name) return true;
    if (node.name !== 'VariableName' || depth > 4) continue;
    for (const binding of reading.bindings.find(text, node)) {
      if (binding.from === 'value' && binding.value && reads(reading, binding.value, name, depth + 1)) return true;
    }
  }
  return false;
}
