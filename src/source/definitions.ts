/** Names with what they are given, and the number that an expression stands for. */
import type { SyntaxNode } from '@lezer/common';
import type { Reading } from './kinds.js';
import { bare, memberOf, stringOf, textOf, type Source } from './syntax.js';

/** A name, and what stands for its value. */
export interface Definition {
  name: string;
  value: SyntaxNode;
}

/** Properties of an object literal with their values; a shorthand is its own value. */
export function optionsOf(source: Source, node: SyntaxNode): Definition[] {
  if (bare(node).name !== 'ObjectExpression') return [];
  return bare(node)
    .getChildren('Property')
    .flatMap((property) => {
      const option = propertyAt(source, property);
      return option ? [option] : [];
    });
}

function propertyAt(source: Source, property: SyntaxNode): Definition | null {
  const key = property.getChild('PropertyDefinition') ?? property.firstChild;
  if (!key || property.getChild('ParamList')) return null;
  const name = key.name === 'String' ? stringOf(source, key) : textOf(source, key);
  return { name, value: property.getChild(':')?.nextSibling ?? key };
}

/** A name and what it is given where it is made: a constant, a property, a default. */
export function definitionAt(source: Source, node: SyntaxNode): Definition | null {
  if (node.name === 'Property') {
    const option = propertyAt(source, node);
    return option && option.value.name !== 'PropertyDefinition' ? option : null;
  }
  if (node.name !== 'VariableDefinition' && node.name !== 'PropertyDefinition') return null;
  if (node.parent?.name === 'Property') return null;
  const next = node.nextSibling?.name === 'TypeAnnotation' ? node.nextSibling.nextSibling : node.nextSibling;
  const value = next?.name === 'Equals' ? next.nextSibling : null;
  return value ? { name: textOf(source, node), value } : null;
}

/** The number that an expression stands for, with the name nearest to it; null where it is computed. */
export function resolveNumber(reading: Reading, name: string, node: SyntaxNode, depth = 0): Definition | null {
  const { source, bindings } = reading;
  const value = bare(node);
  if (numberOf(source, value) !== null) return { name, value };
  if (depth > 4) return null;
  const again = (next: SyntaxNode, as: string) => resolveNumber(reading, as, next, depth + 1);
  if (value.name === 'VariableName' || value.name === 'PropertyDefinition') {
    const own = textOf(source, value);
    const values = bindings.find(own, value);
    if (values.length === 1) {
      const [binding] = values;
      if (binding!.from === 'value' && binding!.path.length === 0 && binding!.value) return again(binding!.value, own);
      const given = definitionAt(source, binding!.at);
      return given && given.value.parent?.name === 'ParamList' ? again(given.value, own) : null;
    }
    return null;
  }
  const member = memberOf(source, value);
  if (!member || member.object.name !== 'VariableName') return null;
  const [object, ...others] = bindings.find(textOf(source, member.object), member.object);
  if (object?.from !== 'value' || !object.value || others.length > 0) return null;
  const option = optionsOf(source, object.value).find((use) => use.name === member.property);
  return option ? again(option.value, member.property) : null;
}

export function numberOf(source: Source, node: SyntaxNode): number | null {
  const text = textOf(source, node).replace(/[\s_]/g, '');
  const isNumber = node.name === 'Number' || (node.name === 'UnaryExpression' && node.lastChild?.name === 'Number');
  const value = isNumber && /^[-+]?[\d.]/.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}
