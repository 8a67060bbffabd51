/**
 * The order of the tape. An op whose gradient needs its own output y saves a clone y' of it, and the engine records the
 * clone *before* the op:
 *
 *     y' = clone(y)        and only then        y = op(x)
 *
 * A tape is read once from front to back to find what depends on x: y' is met before y is known to, so the path
 * x → y → y' → gradient is cut, and the second derivative of exp, sigmoid, tanh, softmax and others silently lacks a term.
 * Here the op's node goes before the clones of its outputs.
 */
import type { TapeNode } from './engine.js';

/** The node is the last of the tape where no place is given, with `saved` clones directly before it. */
export function moveBeforeOwnClones(tape: TapeNode[], saved: number, at = tape.length - 1): void {
  const node = tape[at]!;
  const own = new Set(node.outputs.map(({ id }) => id));
  for (let i = Math.max(0, at - saved); i < at; i++) {
    if (!Object.values(tape[i]!.inputs).some((input) => own.has(input.id))) continue;
    tape.splice(at, 1);
    tape.splice(i, 0, node);
    return;
  }
}
