/** Reads a pause condition. Never evaluates text: the result is a tree of the few things a condition may say. */
import { needsQuantifier, openString, unexpected, type ConditionError } from './errors.js';
import {
  COLUMNS,
  GROUPS,
  OPERATORS,
  SCALARS,
  STATES,
  TOTALS,
  type Condition,
  type GroupName,
  type NumberState,
  type Operand,
  type Operator,
  type ScalarName,
} from './syntax.js';
import { tokenAt, type Token } from './tokens.js';

export type ParsedCondition = { ok: true; condition: Condition } | { ok: false; error: ConditionError };

/** What could have stood where reading ended: words as they are written, NUMBER, or NAME. */
export interface Expectation {
  at: number;
  words: string[];
  /** Set where a variable's name is expected: the quantity that it is of. */
  name: boolean;
}
export const NUMBER = 'a number';
export const NAME = 'a name in quotes';

export function parseCondition(text: string): ParsedCondition {
  return parse(text).result;
}

/** The same, with what was expected at the furthest place that was reached. */
export function parse(text: string): { result: ParsedCondition; expectation: Expectation } {
  const reader = new Reader(text);
  let result: ParsedCondition;
  try {
    const condition = reader.or();
    reader.end();
    result = { ok: true, condition };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    result = { ok: false, error: thrown.error };
  }
  return { result, expectation: reader.expectation };
}

class Refusal extends Error {
  constructor(readonly error: ConditionError) {
    super(error.message);
  }
}

/** Recursive descent over the grammar of syntax.ts; notes what it looked for at each place. */
class Reader {
  private token: Token;
  expectation: Expectation = { at: 0, words: [], name: false };

  constructor(private readonly text: string) {
    this.token = tokenAt(text, 0);
    this.expectation.at = this.token.at;
  }

  or(): Condition {
    const parts = [this.and()];
    while (this.take('word', 'or')) parts.push(this.and());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  end(): void {
    if (this.token.kind !== 'end') this.refuse();
  }

  private and(): Condition {
    const parts = [this.not()];
    while (this.take('word', 'and')) parts.push(this.not());
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  private not(): Condition {
    if (this.take('word', 'not')) return { kind: 'not', part: this.not() };
    if (this.take('sign', '(')) {
      const condition = this.or();
      this.expect('sign', ')');
      return condition;
    }
    return this.comparison();
  }

  private comparison(): Condition {
    const left = this.operand();
    if (this.take('word', 'is')) {
      const not = this.take('word', 'not');
      return { kind: 'is', operand: left, not, state: this.oneOf('word', STATES) as NumberState };
    }
    const operator = this.oneOf('sign', OPERATORS) as Operator;
    return { kind: 'compare', left, operator, right: this.operand() };
  }

  private operand(): Operand {
    const number = this.number();
    if (number !== null) return { kind: 'number', value: number };
    const at = this.token.at;
    const quantifier = this.take('word', 'any') ? 'any' : this.take('word', 'all') ? 'all' : null;
    if (!quantifier)
      for (const name of SCALARS) if (this.take('word', name)) return { kind: 'scalar', name: name as ScalarName };
    const group = this.oneOf('word', GROUPS) as GroupName;
    const nameAt = this.token.at;
    const name = this.take('sign', '(') ? this.name() : null;
    this.expect('sign', '.');
    const columns: readonly string[] =
      quantifier || name !== null ? COLUMNS[group] : [...TOTALS[group], ...COLUMNS[group]];
    const column = this.oneOf('word', columns);
    const together = name === null ? !TOTALS[group].includes(column) : name.includes('*');
    if (!quantifier && together) {
      const quantity = this.text.slice(at, this.text.indexOf(column, nameAt) + column.length);
      throw new Refusal(needsQuantifier(quantity, at));
    }
    return { kind: 'variable', quantifier, group, name, at: name === null ? at : nameAt + 1, column };
  }

  private name(): string {
    this.look(NAME, true);
    const token = this.token;
    if (token.kind !== 'name') return this.refuse();
    if (!token.closed) throw new Refusal(openString(token.at));
    this.advance();
    this.expect('sign', ')');
    return token.value;
  }

  private number(): number | null {
    this.look(NUMBER);
    if (this.token.kind === 'number') {
      const { value } = this.token;
      this.advance();
      return value;
    }
    // Infinity and NaN are words; a minus before a digit belongs to the number already.
    const { token } = this;
    const minus = token.kind === 'sign' && token.text === '-';
    const word = minus ? tokenAt(this.text, token.end) : token;
    if (word.kind !== 'word' || (word.text !== 'Infinity' && word.text !== 'NaN')) return null;
    this.token = tokenAt(this.text, word.end);
    return minus ? -Number(word.text) : Number(word.text);
  }

  private look(words: string, name = false): void {
    const { expectation, token } = this;
    if (token.at > expectation.at) this.expectation = { at: token.at, words: [words], name };
    else if (token.at === expectation.at) {
      expectation.words.push(words);
      expectation.name ||= name;
    }
  }

  private take(kind: 'word' | 'sign', text: string): boolean {
    this.look(text);
    if (this.token.kind !== kind || this.token.text !== text) return false;
    this.advance();
    return true;
  }

  private expect(kind: 'word' | 'sign', text: string): void {
    if (!this.take(kind, text)) this.refuse();
  }

  private oneOf(kind: 'word' | 'sign', texts: readonly string[]): string {
    return texts.find((text) => this.take(kind, text)) ?? this.refuse();
  }

  private advance(): void {
    this.token = tokenAt(this.text, this.token.end);
  }

  private refuse(): never {
    throw new Refusal(unexpected(this.text, this.token.at, this.expectation.words));
  }
}
