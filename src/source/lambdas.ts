/** The strengths of regularization in a program's text: numbers that may be tuned, and those that are no number there. */
import { bindingsOf } from './bindings.js';
import { definitionAt, numberOf, resolveNumber, type Definition } from './definitions.js';
import { usesAt } from './lambdaUses.js';
import type { Reading } from './kinds.js';
import { nodesOf, textOf, type Source } from './syntax.js';

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

function resolveAll(reading: Reading, uses: Definition[]): Lambdas {
  const { source } = reading;
  const numbers = new Map<number, Lambda>();
  const computed = new Map<number, ComputedLambda>();
  for (const { name, value } of uses) {
    const found = resolveNumber(reading, name, value);
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
