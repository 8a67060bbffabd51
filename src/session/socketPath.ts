/** A place for the control socket: private, and short, since socket paths are limited to about 100 bytes. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export function makeSocketPath(platform = process.platform): string {
  if (platform === 'win32') return `\\\\.\\pipe\\gradlens-${randomBytes(12).toString('hex')}`;
  // mkdtemp makes a folder that only this user may enter.
  return join(mkdtempSync(join(tmpdir(), 'gradlens-')), 'control');
}

export function removeSocketPath(path: string): void {
  if (!path.startsWith('\\\\')) rmSync(dirname(path), { recursive: true, force: true });
}
