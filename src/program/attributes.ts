/** Attributes of an op, copied as they are when it runs: the program may change the arrays that it gave. */
import type { Attributes } from './lossProgram.js';

export interface CopiedAttributes {
  copy: Attributes | undefined;
  /** What cannot be copied into another thread, by the attribute's name; null: nothing. */
  problem: string | null;
}

export function copyAttributes(attributes: object | undefined): CopiedAttributes {
  if (!attributes) return { copy: undefined, problem: null };
  let problem: string | null = null;

  function copyOf(value: unknown, name: string): unknown {
    if (typeof value === 'function') problem ??= `a function as '${name}'`;
    if (typeof value !== 'object' || value === null) return value;
    if ('dataId' in value) {
      problem ??= `a tensor as '${name}'`;
      return undefined;
    }
    if (ArrayBuffer.isView(value)) return (value as Float32Array).slice();
    if (Array.isArray(value)) return value.map((element) => copyOf(element, name));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member, key)]));
  }

  const copy: Attributes = {};
  for (const name in attributes) {
    const value = (attributes as Attributes)[name];
    copy[name] = typeof value === 'number' || typeof value === 'boolean' ? value : copyOf(value, name);
  }
  return { copy, problem };
}
