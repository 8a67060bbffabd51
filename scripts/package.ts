/** Packages the built extension as dist-vsix/gradlens.vsix: `npm run package`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
export const VSIX = join(root, 'dist-vsix/gradlens.vsix');

/** Packs what .vscodeignore lets through; answers the size in bytes. */
export function packageExtension(): number {
  mkdirSync(join(root, 'dist-vsix'), { recursive: true });
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '-o', VSIX], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return statSync(VSIX).size;
}

if (process.argv[1] === import.meta.filename) {
  console.log(`dist-vsix/gradlens.vsix: ${(packageExtension() / 1e6).toFixed(2)} MB`);
}
