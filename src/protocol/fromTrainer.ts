/** Takes a line from the socket for a message of a trainer only where it has the shape of one. */
import type { FromTrainer } from './control.js';
import { hasShape, isArrayOf, isBoolean, isCount, isNullOr, isNumber, isObject, isOneOf, isString } from './guards.js';
import type { Guard } from './guards.js';

const phaseMark = {
  phase: isOneOf(['starting', 'tensorflow', 'backend', 'program', 'training']),
  milliseconds: isNumber,
};
const pause = hasShape({
  by: isOneOf(['user', 'step', 'condition']),
  condition: isNullOr(isString),
  // JSON has no NaN: such a value arrives as null.
  value: isNullOr(isNumber),
  previous: isNullOr(isNumber),
});
const state = hasShape({
  state: isOneOf(['starting', 'running', 'paused', 'stopping']),
  training: isCount,
  step: isCount,
  pause: isNullOr(pause),
});
const backend = hasShape({
  name: isString,
  plain: isNullOr(isString),
  ladder: isArrayOf(hasShape({ name: isString, usable: isBoolean, why: isString })),
  tfjs: hasShape({ version: isString, from: isOneOf(['program', 'bundled']), why: isString }),
});
const error = hasShape({
  code: isString,
  message: isString,
  stack: isNullOr(isString),
  file: isNullOr(isString),
  line: isNullOr(isCount),
});

const SHAPES: { [Type in FromTrainer['type']]: Guard } = {
  welcome: hasShape({
    pid: isCount,
    runDirectory: isString,
    state,
    backend: isNullOr(backend),
    phases: isArrayOf(hasShape(phaseMark)),
    pauseWhen: isNullOr(isString),
    recordingStopped: isNullOr(isString),
  }),
  phase: hasShape(phaseMark),
  backend: hasShape({ backend }),
  state: hasShape({ state }),
  taken: hasShape({ request: isCount }),
  measured: hasShape({ request: isCount, step: isCount, error: isNullOr(isString) }),
  pauseWhen: hasShape({ request: isNullOr(isCount), condition: isNullOr(isString), error: isNullOr(isString) }),
  recordingStopped: hasShape({ reason: isString }),
  error: hasShape({ error }),
};

export function isFromTrainer(value: unknown): value is FromTrainer {
  if (!isObject(value)) return false;
  const { type } = value as { type?: unknown };
  return typeof type === 'string' && Object.hasOwn(SHAPES, type) && SHAPES[type as FromTrainer['type']](value);
}
