/** A program's text as a tree that tolerates errors: a file being typed keeps its lenses. */
import { parser } from '@lezer/javascript';
import type { SyntaxNode, Tree } from '@lezer/common';

export interface Source {
  text: string;
  tree: Tree;
  /** Line of a position, from 1. */
  lineOf(position: number): number;
}

/** Extensions of programs, and of the modules they are made of. */
export const SOURCE_EXTENSIONS = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'] as const;

export function parseSource(text: string, fileName: string): Source {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  const typescript = ['ts', 'cts', 'mts', 'tsx'].includes(extension);
  const jsx = !['ts', 'cts', 'mts'].includes(extension);
  const dialect = [typescript && 'ts', jsx && 'jsx'].filter(Boolean).join(' ');
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    text,
    // Marks of a merge conflict would hide the code between them.
    tree: parser.configure({ dialect }).parse(text.replace(/^(<<<<<<<|\|{7}|=======|>>>>>>>).*$/gm, blank)),
    lineOf(position) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= position) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
  };
}

const blank = (line: string) => ' '.repeat(line.length);

export const textOf = (source: Source, node: { from: number; to: number }) => source.text.slice(node.from, node.to);

/** Every node of the tree, parents first. */
export function* nodesOf(root: SyntaxNode): Generator<SyntaxNode> {
  yield root;
  for (let child = root.firstChild; child; child = child.nextSibling) yield* nodesOf(child);
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Without parentheses, `await`, `!`, `as T` and `satisfies T`: what the value is. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inside =
    node.name === 'ParenthesizedExpression' || node.name === 'AwaitExpression'
      ? childrenOf(node).find((child) => child.type.is('Expression'))
      : node.name === 'PostfixExpression' || node.name === 'InstantiationExpression'
        ? node.firstChild
        : node.name === 'BinaryExpression' && (node.getChild('as') || node.getChild('satisfies'))
          ? node.firstChild
          : null;
  return inside ? bare(inside) : node;
}

/** The object and the property of `object.property`, `object?.property`, `object['property']`. */
export function memberOf(source: Source, node: SyntaxNode): { object: SyntaxNode; property: string } | null {
  if (node.name !== 'MemberExpression' || !node.firstChild) return null;
  const last = node.lastChild!;
  if (last.name === 'PropertyName' || last.name === 'PrivatePropertyName') {
    return { object: bare(node.firstChild), property: textOf(source, last) };
  }
  const key = node.getChildren('String').at(-1);
  return key ? { object: bare(node.firstChild), property: stringOf(source, key) } : null;
}

/** Arguments of a call or of `new`; null where there is no list. */
export function argumentsOf(call: SyntaxNode): SyntaxNode[] | null {
  const list = call.getChild('ArgList');
  return list && childrenOf(list).filter((child) => child.type.is('Expression'));
}

export function stringOf(source: Source, node: SyntaxNode): string {
  return textOf(source, node).slice(1, -1);
}

export const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunction', 'MethodDeclaration']);

/** A function, a method, or a method in an object literal. */
export function isFunction(node: SyntaxNode): boolean {
  return FUNCTIONS.has(node.name) || (node.name === 'Property' && node.getChild('ParamList') !== null);
}

export function enclosing(node: SyntaxNode, wanted: (ancestor: SyntaxNode) => boolean): SyntaxNode | null {
  for (let up = node.parent; up; up = up.parent) if (wanted(up)) return up;
  return null;
}
