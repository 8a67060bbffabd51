import type { TrainingTally } from '../output/tally.js';

export type OutputStream = 'stdout' | 'stderr';

/** How `gradlens train` shows itself while the program runs. Only the program's own output ever goes to stdout here. */
export interface TrainView {
  /** What is under way before the first step. */
  phase(text: string): void;
  /** More steps of the selected training were read. */
  progress(training: TrainingTally, stepsPerSecond: number | null): void;
  /** The program's own output, in pieces. */
  output(stream: OutputStream, text: string): void;
  /** One sentence to the user. */
  message(text: string): void;
  /** Takes away what moves; nothing but messages and output come after. */
  close(): void;
}

export type Write = (stream: OutputStream, text: string) => void;
