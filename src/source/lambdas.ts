/** The strengths of regularization in a program's text: numbers that may be tuned, and those that are no number there. */
import type { SyntaxNode } from '@lezer/common';
import { bindingsOf } from './bindings.js';
import { isPenalty } from './handwrittenPenalties.js';
import type { Reading } from './kinds.js';
import { argumentsOf, bare, memberOf, nodesOf, stringOf, textOf, type Source } from './syntax.js';

/** A λ that stands as a number in the text. */
export interface Lambda {
  /** As the program calls it: the constant, or the option of the regularizer. */
  name: string;
  value: number;
  /** Where the number stands in the text, its sign with it. */
  from: number;
  to: number;
  line: number;
  /** Lines on which it is written or used as a λ: asked for at one of them, it is meant. */
  lines: number[];
}

/** A λ that is computed, or comes from elsewhere. */
export interface ComputedLambda {
  name: string;
  /** What stands in its place. */
  text: string;
  line: number;
}

export interface Lambdas {
  /** In the order of the text. */
  numbers: Lambda[];
  computed: ComputedLambda[];
}

/** What stands where a λ belongs. */
interface Use {
  name: string;
  value: SyntaxNode;
}

const LAMBDA_NAME =
  /^(λ|\w*lambda\w*|l[12]_?(reg\w*|penalty|weight|strength|rate|factor)|reg(ularization|ularizer)?_?(strength|weight|rate|factor|coef\w*)|regularization|weight_?decay|penalty_?(strength|weight|rate|factor|coef\w*))$/i;
const REGULARIZER = /^l[12]$|^l1l2$/i;
const JACOBIAN_PENALTY = /^\w*jacobianPenalty$/i;

export function findLambdas(source: Source): Lambdas {
  const reading = { source, bindings: bindingsOf(source) };
  const uses = [...nodesOf(source.tree.topNode)].flatMap((node) => usesAt(reading, node));
  return resolveAll(reading, uses);
}

/** Every number in the text that has this name: what the user points at need not look like a λ. */
export function numbersNamed(source: Source, name: string): Lambda[] {
  const reading = { source, bindings: bindingsOf(source) };
  const found = findLambdas(source).numbers.filter((lambda) => lambda.name === name);
  if (found.length > 0) return found;
  const uses = [...nodesOf(source.tree.topNode)].flatMap((node) => {
    const definition = definitionAt(source, node);
    return definition?.name === name ? [definition] : [];
  });
  return resolveAll(reading, uses).numbers;
}

function resolveAll(reading: Reading, uses: Use[]): Lambdas {
  const { source } = reading;
  const numbers = new Map<number, Lambda>();
  const computed = new Map<number, ComputedLambda>();
  for (const { name, value } of uses) {
    const found = resolve(reading, name, value);
    const line = source.lineOf(value.from);
    if (found === null) {
      computed.set(value.from, { name, text: textOf(source, value), line });
      continue;
    }
    const { from, to } = found.value;
    const lambda = numbers.get(from) ?? {
      ...{ name: found.name, value: numberOf(source, found.value)!, from, to },
      ...{ line: source.lineOf(from), lines: [source.lineOf(from)] },
    };
    if (!lambda.lines.includes(line)) lambda.lines.push(line);
    numbers.set(from, lambda);
  }
  return { numbers: [...numbers.values()].sort((a, b) => a.from - b.from), computed: [...computed.values()] };
}

function usesAt(reading: Reading, node: SyntaxNode): Use[] {
  const { source } = reading;
  if (node.name === 'CallExpression' || node.name === 'NewExpression') {
    const callee = node.name === 'CallExpression' ? node.firstChild! : node.getChildren('Expression')[0];
    const name = callee ? lastName(source, callee) : null;
    const given = argumentsOf(node) ?? [];
    if (name !== null && REGULARIZER.test(name)) return regularizerUses(source, name, given);
    if (name !== null && JACOBIAN_PENALTY.test(name)) {
      return given.flatMap((argument) => optionsOf(source, argument)).filter((use) => use.name === 'lambda');
    }
  }
  const definition = definitionAt(source, node);
  // What is named like a λ and has no number: only a plain computation can be meant.
  if (definition && LAMBDA_NAME.test(definition.name) && !/Function|Object/.test(definition.value.name)) {
    return [definition];
  }
  return factorsOf(source, node).flatMap(([factor, other]) => {
    const value = unwrapScalar(source, factor);
    return isPenalty(reading, other) && resolve(reading, '', value) !== null ? [{ name: 'λ', value }] : [];
  });
}

/** `tf.regularizers.l1l2({l1, l2})` and `l2(weights, λ)` of gradlens/regularizers. */
function regularizerUses(source: Source, name: string, given: SyntaxNode[]): Use[] {
  const [first, second] = given;
  if (second && bare(second).name !== 'ObjectExpression') return [{ name, value: second }];
  return [first, second]
    .flatMap((argument) => (argument ? optionsOf(source, argument) : []))
    .filter((use) => /^l[12]$/.test(use.name));
}

/** Properties of an object literal with their values; a shorthand is its own value. */
function optionsOf(source: Source, node: SyntaxNode): Use[] {
  if (bare(node).name !== 'ObjectExpression') return [];
  return bare(node)
    .getChildren('Property')
    .flatMap((property) => {
      const option = propertyAt(source, property);
      return option ? [option] : [];
    });
}

function propertyAt(source: Source, property: SyntaxNode): Use | null {
  const key = property.getChild('PropertyDefinition') ?? property.firstChild;
  if (!key || property.getChild('ParamList')) return null;
  const name = key.name === 'String' ? stringOf(source, key) : textOf(source, key);
  return { name, value: property.getChild(':')?.nextSibling ?? key };
}

/** A name and what it is given where it is made: a constant, a property, a default. */
function definitionAt(source: Source, node: SyntaxNode): Use | null {
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
function resolve(reading: Reading, name: string, node: SyntaxNode, depth = 0): Use | null {
  const { source, bindings } = reading;
  const value = bare(node);
  if (numberOf(source, value) !== null) return { name, value };
  if (depth > 4) return null;
  const again = (next: SyntaxNode, as: string) => resolve(reading, as, next, depth + 1);
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

function numberOf(source: Source, node: SyntaxNode): number | null {
  const text = textOf(source, node).replace(/[\s_]/g, '');
  const isNumber = node.name === 'Number' || (node.name === 'UnaryExpression' && node.lastChild?.name === 'Number');
  const value = isNumber && /^[-+]?[\d.]/.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** Both factors of a product, each with the other: `a.mul(b)`, `tf.mul(a, b)`, `a * b`. */
function factorsOf(source: Source, node: SyntaxNode): [SyntaxNode, SyntaxNode][] {
  let factors: SyntaxNode[] = [];
  if (node.name === 'BinaryExpression') {
    const operator = node.getChild('ArithOp');
    if (operator && textOf(source, operator) === '*') factors = [node.firstChild!, node.lastChild!];
  } else if (node.name === 'CallExpression') {
    const member = memberOf(source, bare(node.firstChild!));
    const given = argumentsOf(node) ?? [];
    if (member?.property === 'mul') factors = given.length === 1 ? [member.object, given[0]!] : given.slice(0, 2);
  }
  const [a, b] = factors;
  return a && b
    ? [
        [a, b],
        [b, a],
      ]
    : [];
}

/** `tf.scalar(λ)` is λ. */
function unwrapScalar(source: Source, node: SyntaxNode): SyntaxNode {
  const value = bare(node);
  if (value.name !== 'CallExpression' || lastName(source, value.firstChild!) !== 'scalar') return value;
  return argumentsOf(value)?.[0] ?? value;
}

function lastName(source: Source, callee: SyntaxNode): string | null {
  const target = bare(callee);
  if (target.name === 'VariableName') return textOf(source, target);
  return memberOf(source, target)?.property ?? null;
}
