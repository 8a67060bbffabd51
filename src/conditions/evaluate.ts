/** Whether a pause condition holds of a step. What was not measured makes a comparison unknown, never true. */
import { unknownName, type ConditionError } from './errors.js';
import { fitsName, type Condition, type Operand, type Operator, type VariableOperand } from './syntax.js';

/** Measured values of the coming update; `update` is of the last one made. Null: not measured. */
export interface ConditionValues {
  step: number;
  loss: number | null;
  epoch: number | null;
  learningRate: number | null;
  variables: readonly {
    name: string;
    gradient: Readonly<VariableValues> | null;
    weight: Readonly<VariableValues> | null;
    update?: { readonly norm: number; readonly ratio: number } | null;
  }[];
}
type VariableValues = Record<'norm' | 'mean' | 'std' | 'min' | 'max' | 'zeros' | 'nan' | 'inf', number>;

export interface Evaluation {
  met: boolean;
  /** The value that decided: that of the first comparison that holds, else of the first one; null: not measured. */
  value: number | null;
  /** What it is the value of, e.g. `gradient("conv1/kernel").norm`. */
  quantity: string | null;
}

/** Kleene's logic: `holds` is null where a comparison needs what was not measured. */
interface Judgement {
  holds: boolean | null;
  value: number | null;
  quantity: string | null;
}

export function evaluateCondition(condition: Condition, values: ConditionValues): Evaluation {
  const { holds, value, quantity } = judge(condition, values);
  return { met: holds === true, value, quantity };
}

/** Names that no variable has: one error each. */
export function checkNames(condition: Condition, names: readonly string[]): ConditionError[] {
  switch (condition.kind) {
    case 'or':
    case 'and':
      return condition.parts.flatMap((part) => checkNames(part, names));
    case 'not':
      return checkNames(condition.part, names);
    case 'compare':
      return [condition.left, condition.right].flatMap((operand) => checkName(operand, names));
    case 'is':
      return checkName(condition.operand, names);
  }
}

function checkName(operand: Operand, names: readonly string[]): ConditionError[] {
  if (operand.kind !== 'variable' || operand.name === null) return [];
  const { name, at } = operand;
  if (names.some((candidate) => fitsName(name, candidate))) return [];
  const words = (text: string) => text.toLowerCase().split(/[^a-z0-9]+/);
  const shared = (candidate: string) => words(candidate).filter((word) => words(name).includes(word)).length;
  const nearest = [...names].sort((a, b) => shared(b) - shared(a))[0];
  return [unknownName(name, at, nearest !== undefined && shared(nearest) > 0 ? nearest : null)];
}

function judge(condition: Condition, values: ConditionValues): Judgement {
  switch (condition.kind) {
    case 'or':
      return join(condition.parts, values, true);
    case 'and':
      return join(condition.parts, values, false);
    case 'not': {
      const judged = judge(condition.part, values);
      return { ...judged, holds: judged.holds === null ? null : !judged.holds };
    }
    case 'compare': {
      const { left, operator, right } = condition;
      // The constant may stand on either side; what is shown is the measured value.
      if (left.kind === 'number' && right.kind !== 'number') {
        return over(right, values, (value) => onNumber(left, value, operator), SWAPPED[operator]);
      }
      return over(
        left,
        values,
        (value) => {
          const other = read(right, values);
          return other === null ? null : compare(value, operator, other);
        },
        operator,
      );
    }
    case 'is':
      return over(condition.operand, values, (value) => isState(value, condition.state) !== condition.not, null);
  }
}

const SWAPPED: Record<Operator, Operator> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function onNumber(left: Operand & { kind: 'number' }, value: number, operator: Operator): boolean {
  return compare(left.value, operator, value);
}

function join(parts: Condition[], values: ConditionValues, decisive: boolean): Judgement {
  const judged = parts.map((part) => judge(part, values));
  const decided = judged.find(({ holds }) => holds === decisive);
  if (decided) return decided;
  const open = judged.find(({ holds }) => holds === null);
  return open ? { ...judged[0]!, holds: null } : { ...judged[0]!, holds: !decisive };
}

/** Judges the one value of an operand, or each variable's where it says any or all. */
function over(
  operand: Operand,
  values: ConditionValues,
  test: (value: number) => boolean | null,
  operator: Operator | null,
): Judgement {
  if (operand.kind !== 'variable' || !operand.quantifier) {
    const value = read(operand, values);
    return { holds: value === null ? null : test(value), value, quantity: quantityOf(operand, null) };
  }
  const entries = values.variables
    .filter(({ name }) => fitsName(operand.name, name))
    .flatMap((variable) => {
      const value = columnOf(operand, variable);
      return value === null ? [] : [{ value, holds: test(value), quantity: quantityOf(operand, variable.name) }];
    });
  if (entries.length === 0) return { holds: null, value: null, quantity: null };
  const decisive = operand.quantifier === 'any';
  const decided = entries.find(({ holds }) => holds === decisive);
  if (decided) return decided;
  // Not decided by one: the value nearest to deciding is shown.
  const sign = (operator === '<' || operator === '<=') === decisive ? 1 : -1;
  const nearest = entries.reduce((best, entry) => (sign * (entry.value - best.value) < 0 ? entry : best));
  return { ...nearest, holds: entries.some(({ holds }) => holds === null) ? null : !decisive };
}

function read(operand: Operand, values: ConditionValues): number | null {
  if (operand.kind === 'number') return operand.value;
  if (operand.kind === 'scalar') return values[operand.name];
  const chosen = values.variables.filter(({ name }) => fitsName(operand.name, name));
  if (operand.name !== null) return chosen[0] ? columnOf(operand, chosen[0]) : null;
  return together(operand, values);
}

/** Of all variables as one vector: the root of the sum of squares, sums of counts. */
function together(operand: VariableOperand, values: ConditionValues): number | null {
  const { group, column } = operand;
  const measured = values.variables.flatMap((variable) => variable[group] ?? []);
  if (measured.length === 0) return null;
  const norm = Math.hypot(...measured.map((entry) => entry.norm));
  if (column === 'norm') return norm;
  if (column === 'ratio') return norm / Math.hypot(...values.variables.map(({ weight }) => weight?.norm ?? 0));
  return measured.reduce((sum, entry) => sum + (entry as VariableValues)[column as 'nan'], 0);
}

function columnOf(operand: VariableOperand, variable: ConditionValues['variables'][number]): number | null {
  const entry = variable[operand.group] as Record<string, number> | null | undefined;
  return entry?.[operand.column] ?? null;
}

function quantityOf(operand: Operand, variable: string | null): string | null {
  if (operand.kind === 'number') return null;
  if (operand.kind === 'scalar') return operand.name;
  const name = variable ?? operand.name;
  return `${operand.group}${name === null ? '' : `("${name}")`}.${operand.column}`;
}

function compare(left: number, operator: Operator, right: number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function isState(value: number, state: 'NaN' | 'finite' | 'infinite'): boolean {
  if (state === 'NaN') return Number.isNaN(value);
  return state === 'finite' ? Number.isFinite(value) : Math.abs(value) === Infinity;
}
