/** Which of the user's variables the result of an op is assigned to, by the line that the op comes from. */
import type { SyntaxNode } from '@lezer/common';
import { enclosing, isFunction, nodesOf, parseSource, textOf, type Source } from '../../source/syntax.js';
import type { OpSource, SourceLine } from '../../program/lossProgram.js';
import type { NamedPlace, NamesOf } from '../../program/terms/lossTerms.js';

interface Assigned {
  name: string;
  value: SyntaxNode;
  from: number;
  to: number;
}

export interface SourceNames {
  namesOf: NamesOf;
  /** The variable that a line assigns to; null: none, or several. */
  nameAt(place: SourceLine): NamedPlace | null;
}

/** @param read the text of a file; null: it cannot be read */
export function sourceNames(read: (file: string) => string | null): SourceNames {
  const files = new Map<string, { source: Source; assigned: Assigned[] } | null>();

  function fileOf(file: string) {
    let known = files.get(file);
    if (known === undefined) {
      const text = read(file);
      const source = text === null ? null : parseSource(text, file);
      files.set(file, (known = source && { source, assigned: assignments(source) }));
    }
    return known;
  }

  function nameAt({ file, line }: SourceLine): NamedPlace | null {
    const known = fileOf(file);
    const around = (known?.assigned ?? []).filter(
      ({ from, to, value }) => from <= line && line <= to && !hasFunctionAt(known!.source, value, line),
    );
    const innermost = around.reduce<Assigned | null>(
      (best, each) => (best && best.value.to - best.value.from <= each.value.to - each.value.from ? best : each),
      null,
    );
    // Side by side on one line: it cannot be told which of them it is.
    const isAlone = around.every(({ value }) => value.from <= innermost!.value.from && innermost!.value.to <= value.to);
    return innermost && isAlone ? { name: innermost.name, file, line: innermost.from } : null;
  }

  const places = ({ file, line, caller }: OpSource): SourceLine[] => [...(caller ? [caller] : []), { file, line }];
  return {
    nameAt,
    namesOf: ({ source }) => (source ? places(source).flatMap((place) => nameAt(place) ?? []) : []),
  };
}

function assignments(source: Source): Assigned[] {
  const found: Assigned[] = [];
  const add = (target: SyntaxNode, value: SyntaxNode | null) => {
    if (!value) return;
    const name = textOf(source, target);
    found.push({ name, value, from: source.lineOf(target.from), to: source.lineOf(value.to) });
  };
  for (const node of nodesOf(source.tree.topNode)) {
    if (node.name === 'VariableDefinition' && node.parent?.name === 'VariableDeclaration') {
      let next = node.nextSibling;
      while (next && next.name !== 'Equals' && next.name !== ',') next = next.nextSibling;
      if (next?.name === 'Equals') add(node, next.nextSibling);
    } else if (node.name === 'AssignmentExpression' && node.firstChild?.name === 'VariableName') {
      add(node.firstChild, node.lastChild);
    }
  }
  return found;
}

/** Whether the line lies in a function inside of the value: what is computed there is not the value. `tf.tidy` hands it on. */
function hasFunctionAt(source: Source, value: SyntaxNode, line: number): boolean {
  for (const node of nodesOf(value)) {
    if (!isFunction(node)) continue;
    if (source.lineOf(node.from) > line || line > source.lineOf(node.to)) continue;
    const call = enclosing(node, ({ name }) => name === 'CallExpression');
    if (!call || node.parent?.name !== 'ArgList' || !/\btidy$/.test(textOf(source, call.firstChild!))) return true;
  }
  return false;
}
