/** Removes from the process what the program would not see without us. */
import { SETTINGS_VARIABLE, type TrainerSettings } from '../protocol/settings.js';

/** Our variables and options; worker threads and child processes of the program are then as without us. */
export function removeOwnTraces(settings: TrainerSettings, preload: string): void {
  removePreload(SETTINGS_VARIABLE, preload);
  if (settings.program.script !== null) {
    if (settings.nodeOptions === null) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = settings.nodeOptions;
  }
}

/** The variable through which the preload was told what to do, and the option that named it. */
export function removePreload(variable: string, preload: string): void {
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a variable of the environment has no other end
  delete process.env[variable];
  const at = process.execArgv.indexOf(preload);
  if (at > 0 && process.execArgv[at - 1] === '--import') process.execArgv.splice(at - 1, 2);
}

/** Frames of ours in a stack, as between the user's `minimize` and the user's loss. */
export function withoutOwnFrames(stack: string, distribution: string): string {
  return stack
    .split('\n')
    .filter((line) => !(/^\s+at /.test(line) && line.includes(distribution)))
    .join('\n');
}
