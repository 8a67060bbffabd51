/** Which Node runs the program: the setting, else the one on PATH, else the editor's own. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { NodeExecutable } from './session.js';
import { nodeMissing } from './errors.js';

export interface NodeSearch {
  /** The user's setting; empty: none. */
  setting: string | null;
  /** The executable of this process, as the last resort (`process.execPath`). */
  own: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/** @throws CodedError `node-missing` where the setting names no file. */
export function findNode(search: NodeSearch): NodeExecutable {
  if (search.setting) {
    if (!existsSync(search.setting)) throw nodeMissing(search.setting);
    return { path: search.setting, env: {} };
  }
  const name = search.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of (search.env['PATH'] ?? search.env['Path'] ?? '').split(delimiter)) {
    if (folder !== '' && existsSync(join(folder, name))) return { path: join(folder, name), env: {} };
  }
  return { path: search.own, env: { ELECTRON_RUN_AS_NODE: '1' } };
}
