/** Short names of what is compared: a letter a run, and a number where the run has several trainings. */

/** `counts`: trainings of each run. */
export function sideNames(counts: readonly number[]): string[] {
  return counts.flatMap((count, run) =>
    Array.from({ length: count }, (_, i) => runName(run) + (count > 1 ? String(i + 1) : '')),
  );
}

/** A … Z, AA, AB, … */
export function runName(run: number): string {
  const letter = String.fromCharCode(65 + (run % 26));
  return run < 26 ? letter : runName(Math.floor(run / 26) - 1) + letter;
}
