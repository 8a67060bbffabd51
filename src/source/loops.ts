/** Whether code runs again and again: in a loop, in a callback over an array, or in a function called from one. */
import type { SyntaxNode } from '@lezer/common';
import type { Reading } from './kinds.js';
import { bare, isFunction, memberOf, nodesOf, textOf } from './syntax.js';

const LOOPS = new Set(['ForStatement', 'WhileStatement', 'DoStatement']);
const EACH = new Set(['forEach', 'forEachAsync', 'map', 'reduce', 'mapAsync']);
/** TensorFlow.js's own callbacks run where they stand. */
const INLINE = new Set(['tidy', 'profile', 'time']);

export interface Place {
  /** The innermost loop around the node within its function, if any. */
  loop: SyntaxNode | null;
  /** The function around the node; callbacks that run where they stand do not count. Null: the file. */
  func: SyntaxNode | null;
}

export function placeOf(reading: Reading, node: SyntaxNode): Place {
  let loop: SyntaxNode | null = null;
  let each: SyntaxNode | null = null;
  for (let up = node.parent; up; up = up.parent) {
    if (LOOPS.has(up.name)) loop ??= up;
    if (!isFunction(up)) continue;
    const call = callOf(reading, up);
    if (!call || call.how === 'other') return { loop: loop ?? repeatedEach(reading, up, each), func: up };
    if (call.how === 'each') each ??= call.node;
  }
  return { loop: loop ?? each, func: null };
}

/** A callback over an array is the loop only where nothing else repeats it: it usually runs over the variables. */
function repeatedEach(reading: Reading, func: SyntaxNode, each: SyntaxNode | null): SyntaxNode | null {
  return each && !isRepeated(reading, func) ? each : null;
}

function callOf(reading: Reading, func: SyntaxNode): { how: 'each' | 'inline' | 'other'; node: SyntaxNode } | null {
  const call = func.parent?.name === 'ArgList' ? func.parent.parent : null;
  if (!call) {
    const outer = func.parent?.name === 'ParenthesizedExpression' ? func.parent.parent : null;
    return outer?.name === 'CallExpression' ? { how: 'inline', node: outer } : null;
  }
  const callee = bare(call.firstChild!);
  const name = memberOf(reading.source, callee)?.property ?? textOf(reading.source, callee);
  return { how: EACH.has(name) ? 'each' : INLINE.has(name) ? 'inline' : 'other', node: call };
}

/** Whether this function is called by its name in a loop, or by a function that is (three levels up). */
export function isRepeated(reading: Reading, func: SyntaxNode, depth = 0): boolean {
  const name = nameOf(reading, func);
  if (!name || depth > 3) return false;
  for (const node of nodesOf(reading.source.tree.topNode)) {
    if (node.name !== 'CallExpression') continue;
    const callee = bare(node.firstChild!);
    const called = memberOf(reading.source, callee)?.property ?? textOf(reading.source, callee);
    if (called !== name || (func.from <= node.from && node.to <= func.to)) continue;
    const { loop, func: caller } = placeOf(reading, node);
    if (loop || (caller && isRepeated(reading, caller, depth + 1))) return true;
  }
  return false;
}

/** Name by which a function or method is called. */
export function nameOf(reading: Reading, func: SyntaxNode): string | null {
  const own = func.getChild('VariableDefinition') ?? func.getChild('PropertyDefinition');
  if (func.name !== 'ArrowFunction' && own) return textOf(reading.source, own);
  const parent = func.parent;
  if (parent?.name === 'VariableDeclaration' && func.prevSibling?.name === 'Equals') {
    const definition = func.prevSibling.prevSibling!;
    return definition.name === 'VariableDefinition' ? textOf(reading.source, definition) : null;
  }
  const key =
    parent?.name === 'Property' || parent?.name === 'PropertyDeclaration'
      ? parent.getChild('PropertyDefinition')
      : null;
  if (key) return textOf(reading.source, key);
  if (parent?.name === 'AssignmentExpression' && parent.firstChild) {
    return memberOf(reading.source, parent.firstChild)?.property ?? textOf(reading.source, parent.firstChild);
  }
  return null;
}
