/** How long Gradlens itself took on the program's thread: everything that its hooks do, pauses included. */
export interface OwnTime {
  begin(): void;
  end(): void;
  /** Milliseconds so far, of what is under way too. */
  total(): number;
}

// The program may replace the clock; its own is not touched.
const clock = performance.now.bind(performance);

/** Calls may nest: the outermost one counts. */
export function ownTime(now: () => number = clock): OwnTime {
  let ended = 0;
  let depth = 0;
  let begun = 0;
  return {
    begin() {
      if (depth++ === 0) begun = now();
    },
    end() {
      if (--depth === 0) ended += now() - begun;
    },
    total: () => (depth === 0 ? ended : ended + now() - begun),
  };
}
