/** What a file imports: specifiers as written, from import, export … from, require and import(). */
import { argumentsOf, nodesOf, stringOf, textOf, type Source } from './syntax.js';

export function importsOf(source: Source): string[] {
  const specifiers = new Set<string>();
  for (const node of nodesOf(source.tree.topNode)) {
    if (node.name === 'ImportDeclaration' || node.name === 'ExportDeclaration') {
      const from = node.getChild('String');
      if (from && !isTypeOnly(source, node.from)) specifiers.add(stringOf(source, from));
    } else if (node.name === 'CallExpression' && textOf(source, node.firstChild!) === 'require') {
      const [first] = argumentsOf(node) ?? [];
      if (first?.name === 'String') specifiers.add(stringOf(source, first));
    } else if (node.name === 'DynamicImport') {
      const first = node.getChild('String');
      if (first) specifiers.add(stringOf(source, first));
    }
  }
  return [...specifiers];
}

const isTypeOnly = (source: Source, at: number) =>
  /^(import|export)\s+type\s+(?!from\b)/.test(source.text.slice(at, at + 40));

/** TensorFlow.js itself, in any of its packages. */
export const isTensorFlow = (specifier: string) =>
  /^@tensorflow\/tfjs(-(core|layers|node|node-gpu|data|backend-\w+|react-native))?($|\/)/.test(specifier);

/**
 * Whether the file names TensorFlow.js itself: an import (also a type-only one, or one in a JSDoc comment),
 * a binding called `tf`, or the global of a script tag.
 */
export function namesTensorFlow(source: Source): boolean {
  if (/['"`]@tensorflow\/tfjs/.test(source.text)) return true;
  for (const node of nodesOf(source.tree.topNode)) {
    const isName = node.name === 'VariableName' || node.name === 'VariableDefinition';
    if (isName && textOf(source, node) === 'tf') return true;
  }
  return false;
}
