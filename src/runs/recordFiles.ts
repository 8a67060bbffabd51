/** Names of a run's record files: one a writing thread. */

/** Steps and all that is known with them; written by the program's thread. */
export const MAIN_FILE = 'main.rec';
/** Written by the curvature thread. */
export const CURVATURE_FILE = 'curvature.rec';
/** What `gradlens replay` adds to a run: a file a process. */
export const replayFile = (pid: number): string => `replay-${pid}.rec`;

/** Whether a file holds measurements of the recorded loss. */
export const holdsCurvature = (name: string): boolean => /^(curvature|replay-\d+)\.rec$/.test(name);
