/** The structure of a program as one short word: kernels, wiring, shapes, dtypes and attributes; not the values of its leaves. */
import type { LossOp, LossProgram } from './lossProgram.js';

export function structureOf(program: Omit<LossProgram, 'signature'>): string {
  const hash = hasher();
  const ops = (list: readonly LossOp[]) => {
    for (const op of list) {
      if (op.kind === 'kernel') {
        hash.add(op.kernel);
        hash.add(op.inputs);
        hash.add(op.attributes);
      } else {
        hash.add('customGradient');
        hash.add([op.inputs, op.value, op.saved]);
        ops(op.forward);
        if (op.backward) ops(op.backward.ops);
      }
      hash.add(op.outputs);
    }
  };
  hash.add(program.variables.map(({ name, shape }) => [name, shape]));
  for (const { slot, kind } of program.leaves) hash.add([kind, slot, program.slots[slot]]);
  ops(program.ops);
  hash.add(program.loss);
  return hash.word();
}

/** FNV-1a over the text of values, twice with different starts: 64 bits. */
function hasher(): { add(value: unknown): void; word(): string } {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  function text(characters: string): void {
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x01000193) + (a >>> 15);
    }
  }
  function add(value: unknown): void {
    if (typeof value !== 'object' || value === null) text(`${typeof value}:${String(value)};`);
    else if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      text('[');
      for (const element of value as ArrayLike<unknown> & Iterable<unknown>) add(element);
      text(']');
    } else {
      text('{');
      for (const [key, member] of Object.entries(value)) {
        text(key);
        add(member);
      }
      text('}');
    }
  }
  const hex = (bits: number) => (bits >>> 0).toString(16).padStart(8, '0');
  return { add, word: () => hex(a) + hex(b) };
}
