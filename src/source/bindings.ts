/** Which definition a name means, and what that definition was given. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, enclosing, isFunction, nodesOf, stringOf, textOf, type Source } from './syntax.js';

export type Binding = { scope: SyntaxNode; at: SyntaxNode } & (
  | { from: 'import'; specifier: string; name: string }
  /** A variable; `path` leads from the value to it: `const { train: { sgd } } = tf` has train, sgd. */
  | { from: 'value'; value: SyntaxNode | null; path: string[]; type: string | null }
  | { from: 'parameter'; type: string | null }
  | { from: 'function'; node: SyntaxNode }
  | { from: 'class'; node: SyntaxNode }
);

export interface Bindings {
  /** Definitions of the name in the innermost scope around the node that has any; assignments come with them. */
  find(name: string, at: SyntaxNode): Binding[];
  /** Values given to `this.name` anywhere in the class around the node, and its declared type. */
  findOfThis(name: string, at: SyntaxNode): { values: SyntaxNode[]; type: string | null };
}

export function bindingsOf(source: Source): Bindings {
  const byName = new Map<string, Binding[]>();
  const assignments = new Map<string, SyntaxNode[]>();
  const add = <V>(map: Map<string, V[]>, name: string, value: V) => {
    const list = map.get(name);
    if (list) list.push(value);
    else map.set(name, [value]);
  };
  for (const node of nodesOf(source.tree.topNode)) {
    if (node.name === 'VariableDefinition') {
      const binding = bindingAt(source, node);
      if (binding) add(byName, textOf(source, node), binding);
    } else if (node.name === 'AssignmentExpression') {
      const target = node.firstChild!;
      if (node.lastChild && node.getChild('Equals')) add(assignments, textOf(source, target), node.lastChild);
    }
  }
  const find = (name: string, at: SyntaxNode) => {
    const visible = (byName.get(name) ?? []).filter(({ scope }) => scope.from <= at.from && at.to <= scope.to);
    const innermost = Math.max(...visible.map(({ scope }) => scope.from));
    const found = visible.filter(({ scope }) => scope.from === innermost);
    const given = (assignments.get(name) ?? []).map((value): Binding => ({
      scope: value,
      at: value,
      from: 'value',
      value,
      path: [],
      type: null,
    }));
    return found.length > 0 ? [...found, ...given] : [];
  };
  const findOfThis = (name: string, at: SyntaxNode) => {
    const body = enclosing(at, (up) => up.name === 'ClassBody') ?? source.tree.topNode;
    const inside = (value: SyntaxNode) => body.from <= value.from && value.to <= body.to;
    const values = (assignments.get(`this.${name}`) ?? []).filter(inside);
    let type: string | null = null;
    for (const property of body.getChildren('PropertyDeclaration')) {
      const definition = property.getChild('PropertyDefinition') ?? property.getChild('PrivatePropertyDefinition');
      if (!definition || textOf(source, definition) !== name) continue;
      type = typeText(source, property.getChild('TypeAnnotation'));
      const value = property.getChild('Equals')?.nextSibling;
      if (value) values.push(value);
    }
    return { values, type };
  };
  return { find, findOfThis };
}

function bindingAt(source: Source, node: SyntaxNode): Binding | null {
  const parent = node.parent!;
  const block = scopeOf(node);
  if (parent.name === 'FunctionDeclaration')
    return { scope: scopeOf(parent), at: node, from: 'function', node: parent };
  if (parent.name === 'ClassDeclaration') return { scope: scopeOf(parent), at: node, from: 'class', node: parent };
  if (parent.name === 'ImportDeclaration' || parent.name === 'ImportGroup') return importBinding(source, node, block);
  if (parent.name === 'ParamList' || parent.name === 'ArrowFunction') return parameterBinding(source, node, block);
  const path: string[] = [];
  let inner = node;
  while (inner.parent && /^(ObjectPattern|ArrayPattern|PatternProperty)$/.test(inner.parent.name)) {
    inner = inner.parent;
    if (inner.name === 'PatternProperty') path.unshift(textOf(source, inner.getChild('PropertyName') ?? node));
    if (inner.name === 'ArrayPattern') path.unshift('[]');
  }
  const holder = inner.parent;
  if (holder?.name === 'ParamList') return parameterBinding(source, node, scopeOf(holder));
  if (holder?.name !== 'VariableDeclaration')
    return { scope: block, at: node, from: 'value', value: null, path, type: null };
  const type = inner.nextSibling?.name === 'TypeAnnotation' ? inner.nextSibling : null;
  const equals = (type ?? inner).nextSibling;
  const value = equals?.name === 'Equals' ? equals.nextSibling : null;
  return { scope: block, at: node, from: 'value', value, path, type: typeText(source, type) };
}

function importBinding(source: Source, node: SyntaxNode, scope: SyntaxNode): Binding {
  const declaration = node.parent!.name === 'ImportGroup' ? node.parent!.parent! : node.parent!;
  const from = declaration.getChild('String');
  const previous = node.prevSibling;
  const original = previous?.name === 'as' ? previous.prevSibling! : node;
  const name =
    node.parent!.name === 'ImportGroup' ? textOf(source, original) : original.name === 'Star' ? '*' : 'default';
  return { scope, at: node, from: 'import', specifier: from ? stringOf(source, from) : '', name };
}

function parameterBinding(source: Source, node: SyntaxNode, scope: SyntaxNode): Binding {
  const next = node.nextSibling;
  return { scope, at: node, from: 'parameter', type: typeText(source, next?.name === 'TypeAnnotation' ? next : null) };
}

/** `tf.Sequential` of `: tf.Sequential | null`. */
function typeText(source: Source, annotation: SyntaxNode | null): string | null {
  return annotation && textOf(source, annotation).slice(1).trim();
}

/** The block, function or file in which a definition at this node holds. */
function scopeOf(node: SyntaxNode): SyntaxNode {
  const scope = enclosing(
    node,
    (up) =>
      isFunction(up) ||
      ['Block', 'ForStatement', 'SwitchStatement', 'StaticBlock', 'CatchClause', 'ClassExpression'].includes(up.name),
  );
  if (!scope) {
    let top = node;
    while (top.parent) top = top.parent;
    return top;
  }
  return scope;
}

export const returnsOf = (func: SyntaxNode): SyntaxNode[] => {
  const last = func.lastChild!;
  if (func.name === 'ArrowFunction' && last.name !== 'Block') return [last];
  return [...nodesOf(func)]
    .filter((node) => node.name === 'ReturnStatement' && enclosing(node, isFunction)?.from === func.from)
    .flatMap((node) => childrenOf(node).filter((child) => child.type.is('Expression')));
};
