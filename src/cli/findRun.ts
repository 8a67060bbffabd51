import { dirname, join, resolve } from 'node:path';
import { isRun, listRuns, runsFolder } from '../runs/listRuns.js';
import { runMissing } from './usageError.js';

/**
 * The folder that RUN of the command line means: a folder of a run, the name of one in `.gradlens/runs` of the working
 * directory or of a folder above, or `last` for the newest of these.
 */
export async function findRun(operand: string, cwd: string): Promise<string> {
  const direct = resolve(cwd, operand);
  if (isRun(direct)) return direct;
  for (const project of andAbove(cwd)) {
    const found = operand === 'last' ? await newest(project) : join(runsFolder(project), operand);
    if (found !== null && isRun(found)) return found;
  }
  throw runMissing(operand);
}

function* andAbove(folder: string): Generator<string> {
  yield folder;
  const above = dirname(folder);
  if (above !== folder) yield* andAbove(above);
}

/** The run that started last; null where there is none that can be read. */
async function newest(project: string): Promise<string | null> {
  const [first] = await listRuns(runsFolder(project));
  return first?.info ? first.directory : null;
}
