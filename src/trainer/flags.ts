/**
 * The words that the program's thread and the control thread share. The program may never yield to its event loop, so
 * the control thread writes here and the hooks read.
 */
export const FLAG = {
  /** 1: end the program at the next hook. */
  stop: 0,
  /** Not 0: hold the program before its next update; one of PAUSED_BY. */
  pause: 1,
  /** 1 while the program stands. */
  held: 2,
  /** 1 from the moment before an update until its step is recorded. */
  updating: 3,
  /** Counts up with each message that the control thread has put into the mailbox. */
  mail: 4,
  /** Woken when a held program should look again. */
  wake: 5,
  /** Steps to run before pausing again; 0: no limit. */
  stepsLeft: 6,
  /** Training whose steps are counted; -1: any. */
  stepTraining: 7,
  /** The training and step that were closed last. */
  training: 8,
  step: 9,
} as const;
const WORDS = 16;

export const PAUSED_BY = { nobody: 0, user: 1, step: 2, condition: 3 } as const;

export function makeFlags(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT));
}

/** Lets a held program look at its flags again. */
export function wake(flags: Int32Array): void {
  Atomics.add(flags, FLAG.wake, 1);
  Atomics.notify(flags, FLAG.wake);
}
