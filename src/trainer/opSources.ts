import type { OpSource } from '../program/lossProgram.js';

export interface KnownSource {
  kernel: string;
  source: OpSource | null;
}

/**
 * Lines of ops, as the last recording at the same place of the program found them, while the same kernels come in the same order:
 * finding one anew takes longer than recording the op. From the first kernel that differs on, each is found anew.
 */
export function sourceReader(
  before: readonly KnownSource[],
  find: () => OpSource | null,
): { next(kernel: string): OpSource | null; known: KnownSource[] } {
  const known: KnownSource[] = [];
  let agrees = true;
  return {
    known,
    next(kernel) {
      const expected = before[known.length];
      agrees &&= expected?.kernel === kernel;
      const entry = agrees ? expected! : { kernel, source: find() };
      known.push(entry);
      return entry.source;
    },
  };
}
