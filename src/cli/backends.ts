import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendInfo } from '../protocol/run.js';
import { findNode } from '../session/nodeExecutable.js';
import { startSession } from '../session/startSession.js';
import { distribution, gradlensVersion } from './installation.js';

/** What a program in `folder` would compute on: an empty program is started there, and asked. */
export async function findBackends(folder: string): Promise<BackendInfo> {
  const probe = makeProbeFolder(folder);
  try {
    const file = join(probe, 'empty.mjs');
    writeFileSync(file, '');
    const session = startSession({
      file,
      node: findNode({ setting: null, own: process.execPath, env: process.env, platform: process.platform }),
      distribution: distribution(),
      gradlens: gradlensVersion(),
      runDirectory: join(probe, 'run'),
    });
    await session.ended;
    if (session.backend === null) throw new Error(session.error?.message ?? 'The backend was not told.');
    return session.backend;
  } finally {
    rmSync(probe, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** In `.gradlens`, so that packages resolve as for a program of that folder; elsewhere where it cannot be written. */
function makeProbeFolder(folder: string): string {
  try {
    const home = join(folder, '.gradlens');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, '.gitignore'), '*\n');
    return mkdtempSync(join(home, 'probe-'));
  } catch {
    return mkdtempSync(join(tmpdir(), 'gradlens-'));
  }
}

export function backendLines({ name, plain, ladder, tfjs }: BackendInfo): string[] {
  return [
    ...ladder.map((rung) => `${rung.name === name ? '→' : ' '} ${rung.name.padEnd(14)} ${rung.why}`),
    '',
    `TensorFlow.js ${tfjs.version}: ${tfjs.why}`,
    ...(plain === null || plain === name ? [] : [`Plain node would use ${plain}.`]),
  ];
}
