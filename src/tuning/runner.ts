/** Who runs the jobs of a tuning: processes here, or a cluster. */

/** One command line that writes one JSON result. */
export interface Job {
  command: string;
  args: string[];
  /** Beside the environment of whoever runs it. */
  env: Record<string, string>;
  cwd: string;
  /** File that the job writes its result to. */
  result: string;
  /** File that takes what the program prints. */
  log: string;
}

export interface JobEnd {
  /** What was written as the result; null: nothing that is JSON. */
  result: unknown;
  /** Exit code; null: a signal ended it, or it never started. */
  code: number | null;
  /** The end of what the program wrote. */
  output: string;
}

export interface Runner {
  /** Resolves when the job has ended, however; rejects with the signal's reason where it was ended by the signal. */
  run(job: Job, signal: AbortSignal): Promise<JobEnd>;
}
