/** Installs packages with the system's package manager, where that is apt and we may. */
import { spawnSync } from 'node:child_process';

/** Null, or in one sentence why nothing was installed. */
export function installSystemPackages(packages: readonly string[], log: (line: string) => void): string | null {
  const names = packages.join(' ');
  if (process.platform !== 'linux' || !runs('apt-get', ['--version'])) return `install ${names} by hand`;
  if (process.getuid?.() !== 0) return `run: sudo apt-get install ${names}`;
  log(`installing ${names} with apt-get`);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  if (runs('apt-get', ['update', '-qq']) && runs('apt-get', install)) return null;
  return `apt-get could not install ${names}`;
}

function runs(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: 'ignore', env }).status === 0;
}
