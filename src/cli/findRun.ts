import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runMissing } from './usageError.js';

/**
 * The folder that RUN of the command line means: a folder of a run, the name of one in `.gradlens/runs` of the working
 * directory or of a folder above, or `last` for the newest of these.
 */
export function findRun(operand: string, cwd: string): string {
  const direct = resolve(cwd, operand);
  if (isRun(direct)) return direct;
  for (const folder of andAbove(cwd)) {
    const runs = join(folder, '.gradlens', 'runs');
    const found = operand === 'last' ? newest(runs) : join(runs, operand);
    if (found !== null && isRun(found)) return found;
  }
  throw runMissing(operand);
}

const isRun = (folder: string) => existsSync(join(folder, 'run.json'));

function* andAbove(folder: string): Generator<string> {
  yield folder;
  const above = dirname(folder);
  if (above !== folder) yield* andAbove(above);
}

/** The run that started last; null where there is none. */
function newest(runs: string): string | null {
  if (!existsSync(runs)) return null;
  const started = readdirSync(runs)
    .map((name) => join(runs, name))
    .flatMap((folder) => {
      const startedAt = isRun(folder) ? startOf(folder) : null;
      return startedAt === null ? [] : [{ folder, startedAt }];
    })
    .sort((a, b) => b.startedAt - a.startedAt);
  return started[0]?.folder ?? null;
}

function startOf(folder: string): number | null {
  try {
    return (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { startedAt: number }).startedAt;
  } catch {
    return null;
  }
}
