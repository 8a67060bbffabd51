/**
 * Which gradient calls at one place of the program are recorded: the first two of each signature (the second tells which constants change), and
 * those that are asked for. Which signature a call has is known only when its forward pass is over: where a new one was seen, the next calls are
 * recorded in the hope of seeing it again, and dropped unread where they are others.
 */
export interface RecordingPlan {
  /** Whether the coming call is to be recorded. */
  records(requested: boolean): boolean;
  /** Whether a recording with this signature is wanted. */
  keeps(signature: string, requested: boolean): boolean;
  /** A call with this signature went by without being recorded. */
  signed(signature: string): void;
}

/** Recordings of each signature that are made unasked. */
const UNASKED = 2;
/** Calls recorded in search of a signature that was seen once; twice as many each time that it is seen again. */
const SEARCH = 4;
const LONGEST_SEARCH = 256;
/** Signatures beyond which new ones are only recorded as they come: a program whose every step is another one. */
const MOST_SIGNATURES = 64;

export function recordingPlan(): RecordingPlan {
  const counts = new Map<string, number>();
  const searches = new Map<string, number>();
  let left = UNASKED;
  return {
    records: (requested) => requested || left > 0,
    keeps(signature, requested) {
      left--;
      const count = counts.get(signature) ?? 0;
      if (!requested && count >= UNASKED) return false;
      if (count === 0 && counts.size >= MOST_SIGNATURES && !requested) return false;
      counts.set(signature, count + 1);
      // Found: its second recording is searched for too.
      if (count + 1 < UNASKED) left = Math.max(left, searches.get(signature) ?? UNASKED - 1);
      else searches.delete(signature);
      return true;
    },
    signed(signature) {
      if ((counts.get(signature) ?? 0) >= UNASKED || counts.size >= MOST_SIGNATURES) return;
      const search = Math.min(LONGEST_SEARCH, (searches.get(signature) ?? SEARCH / 2) * 2);
      searches.set(signature, search);
      left = Math.max(left, search);
    },
  };
}
