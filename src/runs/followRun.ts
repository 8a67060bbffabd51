/** Follows a run that is being written: tells when there is more to read. */
import { watch, type FSWatcher } from 'node:fs';
import type { Run } from './openRun.js';

/** File events are missed on some file systems: the run is looked at this often in any case. */
const POLL_MILLISECONDS = 250;
/** Shortest time between two looks. */
const LOOK_MILLISECONDS = 30;

/** Calls back after the run has grown; answers the way to stop. */
export function followRun(run: Run, grown: () => void): () => void {
  let waiting: NodeJS.Timeout | null = null;
  let stopped = false;
  const look = () => {
    waiting = null;
    if (stopped) return;
    try {
      if (run.refresh()) grown();
    } catch {
      // run.json is being replaced, or the run was deleted: the next look tells.
    }
  };
  const lookSoon = () => {
    waiting ??= setTimeout(look, LOOK_MILLISECONDS);
  };
  const poll = setInterval(look, POLL_MILLISECONDS);
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(run.runDirectory, lookSoon);
    watcher.on('error', () => watcher?.close());
  } catch {
    // Without file events the poll alone follows.
  }
  return () => {
    stopped = true;
    clearInterval(poll);
    if (waiting) clearTimeout(waiting);
    watcher?.close();
  };
}
