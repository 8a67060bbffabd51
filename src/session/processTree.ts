/** Signals for a program and everything that it started. */
import { spawnSync } from 'node:child_process';

/** On POSIX the program leads a process group of its own; Windows knows trees by parent. */
export function signalTree(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid <= 0) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

export function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
