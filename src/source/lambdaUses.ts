/** Where a λ belongs in a program's text: options of regularizers, names, factors of penalties. */
import type { SyntaxNode } from '@lezer/common';
import { definitionAt, optionsOf, resolveNumber, type Definition } from './definitions.js';
import { isPenalty } from './handwrittenPenalties.js';
import type { Reading } from './kinds.js';
import { argumentsOf, bare, memberOf, textOf, type Source } from './syntax.js';

const LAMBDA_NAME =
  /^(λ|\w*lambda\w*|l[12]_?(reg\w*|penalty|weight|strength|rate|factor)|reg(ularization|ularizer)?_?(strength|weight|rate|factor|coef\w*)|regularization|weight_?decay|penalty_?(strength|weight|rate|factor|coef\w*))$/i;
const REGULARIZER = /^l[12]$|^l1l2$/i;
const JACOBIAN_PENALTY = /^\w*jacobianPenalty$/i;

/** What stands where a λ belongs, as far as it is this node. */
export function usesAt(reading: Reading, node: SyntaxNode): Definition[] {
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
    return isPenalty(reading, other) && resolveNumber(reading, '', value) !== null ? [{ name: 'λ', value }] : [];
  });
}

/** `tf.regularizers.l1l2({l1, l2})` and `l2(weights, λ)` of gradlens/regularizers. */
function regularizerUses(source: Source, name: string, given: SyntaxNode[]): Definition[] {
  const [first, second] = given;
  if (second && bare(second).name !== 'ObjectExpression') return [{ name, value: second }];
  return [first, second]
    .flatMap((argument) => (argument ? optionsOf(source, argument) : []))
    .filter((use) => /^l[12]$/.test(use.name));
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
