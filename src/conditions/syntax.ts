/**
 * Pause conditions, as a person writes them:
 *
 *     condition  = and { "or" and }
 *     and        = not { "and" not }
 *     not        = "not" not | "(" condition ")" | comparison
 *     comparison = operand ( ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) operand
 *                          | "is" [ "not" ] ( "NaN" | "finite" | "infinite" ) )
 *     operand    = number | "loss" | "step" | "epoch" | "learningRate"
 *                | [ "any" | "all" ] ( "gradient" | "weight" | "update" ) [ "(" name ")" ] "." column
 *
 * A name is quoted and is TensorFlow.js's own; with `any` or `all` it may hold `*`, and may be left out: every variable.
 * Without either, a quantity has a name, or is that of all variables together: `gradient.norm`.
 */
export type Condition =
  | { kind: 'or' | 'and'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; left: Operand; operator: Operator; right: Operand }
  | { kind: 'is'; operand: Operand; not: boolean; state: NumberState };

export type Operand = { kind: 'number'; value: number } | { kind: 'scalar'; name: ScalarName } | VariableOperand;

export interface VariableOperand {
  kind: 'variable';
  /** Of one variable or of all together (null), or for any or all of the variables that the name fits. */
  quantifier: 'any' | 'all' | null;
  group: GroupName;
  name: string | null;
  /** Where the name stands, for what is said of it. */
  at: number;
  column: string;
}

export const SCALARS = ['loss', 'step', 'epoch', 'learningRate'] as const;
export type ScalarName = (typeof SCALARS)[number];

const STATISTICS = ['norm', 'mean', 'std', 'min', 'max', 'zeros', 'nan', 'inf'] as const;
/** What each group of quantities has. */
export const COLUMNS = { gradient: STATISTICS, weight: STATISTICS, update: ['norm', 'ratio'] } as const;
export type GroupName = keyof typeof COLUMNS;
export const GROUPS = Object.keys(COLUMNS) as GroupName[];

/** Columns that all variables together have: a norm is that of one long vector, counts are sums. */
export const TOTALS = { gradient: ['norm', 'nan', 'inf'], weight: ['norm', 'nan', 'inf'], update: ['norm', 'ratio'] };

export const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];
export const STATES = ['NaN', 'finite', 'infinite'] as const;
export type NumberState = (typeof STATES)[number];

/** Whether a written name, in which `*` stands for anything, fits a variable's. */
export function fitsName(written: string | null, name: string): boolean {
  if (written === null) return true;
  const parts = written.split('*');
  if (parts.length === 1) return written === name;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
