/** Whether running a file reaches a place in it: is it at the top level, or in a function that is called from there? */
import type { SyntaxNode } from '@lezer/common';
import { nameOf } from './loops.js';
import type { Reading } from './kinds.js';
import { enclosing, isFunction, nodesOf, textOf } from './syntax.js';

export function reaches(reading: Reading, node: SyntaxNode, seen = new Set<number>()): boolean {
  const func = enclosing(node, isFunction);
  if (!func) return true;
  if (seen.has(func.from)) return false;
  seen.add(func.from);
  if (isPassedOrCalled(func)) return reaches(reading, func, seen);
  const owner = classAround(func);
  const name = nameOf(reading, func);
  if (owner && (name === 'constructor' || !name)) return usesOf(reading, classNames(reading, owner), owner, seen);
  if (!name) return !isExport(reading, func) && reaches(reading, func, seen);
  return usesOf(reading, [name], func, seen);
}

/** A callback, or a function that is called where it stands: it runs when what is around it does. */
function isPassedOrCalled(func: SyntaxNode): boolean {
  const parent = func.parent!.name === 'ParenthesizedExpression' ? func.parent!.parent! : func.parent!;
  return (
    parent.name === 'ArgList' || (parent.name === 'CallExpression' && func.parent!.name === 'ParenthesizedExpression')
  );
}

function classAround(func: SyntaxNode): SyntaxNode | null {
  return func.name === 'MethodDeclaration'
    ? enclosing(func, (up) => /^Class(Declaration|Expression)$/.test(up.name))
    : null;
}

function classNames(reading: Reading, owner: SyntaxNode): string[] {
  const name = owner.getChild('VariableDefinition') ?? owner.parent?.getChild('VariableDefinition');
  return name ? [textOf(reading.source, name)] : [];
}

/** Whether one of the names is used, other than to export it, where running the file comes by. */
function usesOf(reading: Reading, names: string[], definition: SyntaxNode, seen: Set<number>): boolean {
  for (const node of nodesOf(reading.source.tree.topNode)) {
    if (node.name !== 'VariableName' && node.name !== 'PropertyName' && node.name !== 'PrivatePropertyName') continue;
    if (definition.from <= node.from && node.to <= definition.to) continue;
    if (!names.includes(textOf(reading.source, node)) || isExport(reading, node)) continue;
    if (reaches(reading, node, seen)) return true;
  }
  return false;
}

/** `export { train }`, `export default train`, `module.exports = { train }`, `exports.train = train`. */
function isExport(reading: Reading, node: SyntaxNode): boolean {
  for (let up = node.parent; up && !isFunction(up) && up.name !== 'CallExpression'; up = up.parent) {
    if (up.name === 'ExportGroup') return true;
    if (up.name === 'ExportDeclaration') return node.parent === up || up.getChild('default') !== null;
    if (up.name === 'AssignmentExpression' && up.firstChild) {
      return /^(module\.)?exports\b/.test(textOf(reading.source, up.firstChild));
    }
  }
  return false;
}
