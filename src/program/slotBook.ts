/** Which slot stands for which tensor of the step that is being recorded, and which leaf for which slot. */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import type { HeldData } from './heldData.js';
import type { DataType, OpSource, Slot, SlotInfo } from './lossProgram.js';

/** A leaf before its values are read. */
export interface OpenLeaf {
  slot: Slot;
  kind: 'variable' | 'state' | 'data';
  /** Of a variable: its place among the xs. */
  index: number;
  name: string;
  source: OpSource | null;
  kernel: string | null;
  /** Made during the step. */
  inside: boolean;
  /** Existed before, or was computed from what existed before. */
  fromOutside: boolean;
}

interface Folded {
  kernel: string;
  source: OpSource | null;
  fromOutside: boolean;
}

export interface SlotBook {
  readonly slots: SlotInfo[];
  readonly leaves: OpenLeaf[];
  /** Whether a trainable variable leads to the tensor. */
  isReached(tensor: Tensor): boolean;
  /** The tensor's slot; a tensor that no op of the program made becomes a leaf. */
  slotOf(tensor: Tensor): Slot;
  /** A new slot for the result of an op. */
  bind(tensor: Tensor, reached: boolean): Slot;
  /** Results of an op that no trainable variable reaches. */
  fold(outputs: readonly Tensor[], from: { kernel: string; source: OpSource | null }, inputs: readonly Tensor[]): void;
  alias(from: Tensor, to: Tensor): void;
  leafOf(slot: Slot): OpenLeaf | null;
  /** Whether one of the xs got other values since the recording began. */
  changedInside(): boolean;
  /** Whether the data depends on a trainable variable. */
  descends(dataId: DataId): boolean;
  /** Gives the tensors new slots for a while. */
  rename(tensors: readonly Tensor[]): { slots: Slot[]; restore(): void };
}

/** `firstId`: ids grow, so a tensor with a smaller one existed before the step. */
export function slotBook(xs: readonly Tensor[], held: HeldData, firstId: number): SlotBook {
  const slots: SlotInfo[] = [];
  const reached: boolean[] = [];
  const leaves: OpenLeaf[] = [];
  const leafAt = new Map<Slot, OpenLeaf>();
  const slotOfId = new Map<number, Slot>();
  const aliases = new Map<number, number>();
  const folded = new Map<number, Folded>();
  const indexOfId = new Map(xs.map(({ id }, index) => [id, index]));
  const dataBefore = xs.map(({ dataId }) => dataId);
  const descendants = new WeakSet<DataId>(dataBefore);
  /** Data of other Variables when they were first used: an assignment inside the loss makes another leaf. */
  const stateData = new Map<number, DataId>();

  function known(tensor: Tensor): Slot | undefined {
    let { id } = tensor;
    const changed = stateData.get(id);
    if (changed !== undefined && changed !== tensor.dataId) return undefined;
    let slot = slotOfId.get(id);
    for (let next = aliases.get(id); slot === undefined && next !== undefined; next = aliases.get(id)) {
      id = next;
      slot = slotOfId.get(id);
      if (slot === undefined && indexOfId.has(id)) slot = variableLeaf(id, tensor);
    }
    return slot;
  }

  function newSlot({ shape, dtype }: Tensor, isReached: boolean): Slot {
    slots.push({ shape: shape.slice(), dtype: dtype as DataType });
    reached.push(isReached);
    return slots.length - 1;
  }

  function addLeaf(tensor: Tensor, leaf: Omit<OpenLeaf, 'slot'>): Slot {
    const slot = newSlot(tensor, leaf.kind === 'variable');
    const whole = { slot, ...leaf };
    leaves.push(whole);
    leafAt.set(slot, whole);
    return slot;
  }

  function variableLeaf(id: number, tensor: Tensor): Slot {
    const index = indexOfId.get(id)!;
    const plain = { source: null, kernel: null, inside: false, fromOutside: true };
    const slot = addLeaf(tensor, { kind: 'variable', index, name: '', ...plain });
    slotOfId.set(id, slot);
    return slot;
  }

  function otherLeaf(tensor: Tensor): Slot {
    const origin = folded.get(tensor.id) ?? folded.get(aliases.get(tensor.id) ?? -1);
    const inside = origin !== undefined || tensor.id >= firstId;
    const isState = 'assign' in tensor;
    const slot = addLeaf(tensor, {
      kind: isState ? 'state' : 'data',
      index: -1,
      name: isState ? (tensor as unknown as { name: string }).name : '',
      source: origin?.source ?? null,
      kernel: origin?.kernel ?? null,
      inside,
      fromOutside: origin?.fromOutside ?? !inside,
    });
    held.hold(slot, tensor);
    if (isState) stateData.set(tensor.id, tensor.dataId);
    slotOfId.set(tensor.id, slot);
    return slot;
  }

  return {
    slots,
    leaves,
    isReached(tensor) {
      const slot = known(tensor);
      return slot === undefined ? indexOfId.has(tensor.id) : reached[slot]!;
    },
    slotOf(tensor) {
      const slot = known(tensor);
      if (slot !== undefined) return slot;
      if (!indexOfId.has(tensor.id)) return otherLeaf(tensor);
      return variableLeaf(tensor.id, tensor);
    },
    bind(tensor, isReached) {
      const slot = newSlot(tensor, isReached);
      slotOfId.set(tensor.id, slot);
      if (isReached) descendants.add(tensor.dataId);
      return slot;
    },
    fold(outputs, { kernel, source }, inputs) {
      const fromOutside = inputs.some((tensor) => folded.get(tensor.id)?.fromOutside ?? tensor.id < firstId);
      for (const { id } of outputs) folded.set(id, { kernel, source, fromOutside });
    },
    alias: (from, to) => void (slotOfId.has(to.id) || aliases.set(to.id, from.id)),
    changedInside: () => xs.some(({ dataId }, index) => dataId !== dataBefore[index]),
    leafOf: (slot) => leafAt.get(slot) ?? null,
    descends: (dataId) => descendants.has(dataId),
    rename(tensors) {
      const before = tensors.map(({ id }) => [id, slotOfId.get(id)] as const);
      const fresh = tensors.map((tensor) => {
        const slot = newSlot(tensor, true);
        slotOfId.set(tensor.id, slot);
        return slot;
      });
      return {
        slots: fresh,
        restore() {
          for (const [id, slot] of before)
            if (slot === undefined) slotOfId.delete(id);
            else slotOfId.set(id, slot);
        },
      };
    },
  };
}
