/** Whether a part of a message is a finding. */
import {
  hasShape,
  isArrayOf,
  isCount,
  isNullOr,
  isObject,
  isOneOf,
  isString,
  type Guard,
} from '../../src/protocol/guards.js';

const told = {
  rule: isString,
  severity: isOneOf(['info', 'warning', 'error']),
  message: isString,
  step: isCount,
  file: isNullOr(isString),
  line: isNullOr(isCount),
};

/** -1 stands for the whole run. */
const isTraining: Guard = (value) => value === -1 || isCount(value);

export const isFinding = hasShape({
  ...told,
  id: isCount,
  training: isTraining,
  family: isString,
  layer: isNullOr(isString),
  variable: isNullOr(isString),
  evidence: isObject,
  advice: isString,
  consequences: isArrayOf(isString),
  causedBy: isNullOr(isCount),
  count: isCount,
  followed: isArrayOf(hasShape(told)),
});
