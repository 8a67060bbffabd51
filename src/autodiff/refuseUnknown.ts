/** Nothing is silently wrong: an op that is not known to be right is refused when it is differentiated a second time. */
import type { TapeNode } from './engine.js';
import { RefusedOpError } from './refusedOp.js';
import { secondOrderStatus } from './secondOrder.js';

/** Tapes on which a nested gradient was recorded: all that follows on them is differentiated once more. */
const nested = new WeakSet<TapeNode[]>();

/**
 * To be called with each node when it is recorded. The node itself may lie beside the path from x to y, which is known only
 * when gradients flow: so its gradient is replaced by one that throws.
 */
export function refuseUnknown(
  tape: TapeNode[],
  node: TapeNode,
  { isCustom, isNested }: { isCustom: boolean; isNested: boolean },
): void {
  if (isNested) nested.add(tape);
  if (isCustom) return;
  const { kernelName } = node;
  const status = secondOrderStatus(kernelName);
  if (status.status === 'right' && node.gradient) return;
  if (node.gradient && !nested.has(tape)) return;
  const why = status.status === 'refused' ? status.why : 'its gradient is not registered';
  node.gradient = () => {
    throw new RefusedOpError(kernelName, why);
  };
}
