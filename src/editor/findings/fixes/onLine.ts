/** What of the syntax begins on the line of a finding. More than one of a kind: which is meant cannot be told, so none. */
import type { SyntaxNode } from '@lezer/common';
import { argumentsOf, childrenOf, memberOf, nodesOf, textOf, type Source } from '../../../source/syntax.js';
import type { Site } from './fix.js';

export function nodesOnLine({ source, line }: Site, wanted: (node: SyntaxNode) => boolean): SyntaxNode[] {
  return [...nodesOf(source.tree.topNode)].filter((node) => source.lineOf(node.from) === line && wanted(node));
}

export const only = <T>(found: readonly T[]): T | null => (found.length === 1 ? found[0]! : null);

/** The value of the one property of that name on the line; with its name for its declaration too, as `const rate = 0.1`. */
export function valueOf(site: Site, name: RegExp): SyntaxNode | null {
  const { source } = site;
  const values = nodesOnLine(site, ({ name: kind }) => kind === 'Property' || kind === 'VariableDefinition').flatMap(
    (node) => {
      if (node.name === 'VariableDefinition') return name.test(textOf(source, node)) ? (declaredValue(node) ?? []) : [];
      const [key, ...rest] = childrenOf(node);
      return key && name.test(textOf(source, key)) ? (rest.at(-1) ?? []) : [];
    },
  );
  return only(values);
}

function declaredValue(definition: SyntaxNode): SyntaxNode | null {
  const equals = definition.nextSibling;
  return equals?.name === 'Equals' ? equals.nextSibling : null;
}

/** The one number literal on the line with that value. */
export function numberOnLine(site: Site, value: number): SyntaxNode | null {
  const numbers = nodesOnLine(site, ({ name }) => name === 'Number');
  return only(numbers.filter((node) => Number(textOf(site.source, node).replaceAll('_', '')) === value));
}

export interface MethodCall {
  /** What it is called on. */
  object: SyntaxNode;
  /** The name that is called. */
  name: SyntaxNode;
  arguments: SyntaxNode[];
  call: SyntaxNode;
}

/** The one call of a method of that name whose name stands on the line: `a.log()`, `tf.log(a)`. */
export function methodOnLine({ source, line }: Site, method: RegExp): MethodCall | null {
  const calls = [...nodesOf(source.tree.topNode)].flatMap((call): MethodCall[] => {
    if (call.name !== 'CallExpression' || !call.firstChild) return [];
    const member = memberOf(source, call.firstChild);
    const name = call.firstChild.lastChild;
    if (!member || !name || !method.test(member.property) || source.lineOf(name.from) !== line) return [];
    return [{ object: call.firstChild.firstChild!, name, arguments: argumentsOf(call) ?? [], call }];
  });
  return only(calls);
}

/** Whether what a method is called on is the library itself, so that its first argument is the value. */
export const isLibrary = (source: Source, node: SyntaxNode): boolean => /^tf[cl]?$/.test(textOf(source, node));
