/** Since which step weights are not finite, as far as the steps that were seen tell: others may have been left out. */

export interface NonFiniteSince {
  /** The sentence of a step whose weights are not finite; null where they are. */
  at(step: number, isFinite: boolean): string | null;
}

export function createNonFiniteSince(): NonFiniteSince {
  let lastFinite: number | null = null;
  let first: number | null = null;
  return {
    at(step, isFinite) {
      if (isFinite) {
        lastFinite = step;
        first = null;
        return null;
      }
      first ??= step;
      const hold = 'the weights hold NaN or infinities since';
      if (first === 1 || lastFinite === first - 1) return `${hold} step ${first}`;
      return lastFinite === null
        ? `${hold} step ${first} or before`
        : `${hold} a step of ${lastFinite + 1} to ${first}: those between were left out`;
    },
  };
}
