// What a newcomer sees first (`npm start`): the digits train on WebAssembly, and the run becomes one HTML file; then the same with a
// mistake in it, and what Gradlens finds.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const html = 'digits.html';

/** Runs the built command line in examples/, on this terminal; resolves with its exit status. */
function gradlens(...args: string[]): Promise<number> {
  const child = spawn(process.execPath, [`${root}dist/gradlens.mjs`, ...args], {
    cwd: `${root}examples`,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

process.on('SIGINT', () => undefined); // Ctrl-C stops the training; this script waits for it
process.exitCode =
  (await gradlens('train', 'digits/train.js', ...process.argv.slice(2))) ||
  (await gradlens('export', 'last', '--format', 'html', '--out', html));
if (process.exitCode === 0) {
  console.log('\nNow the same digits with a mistake in the program:\n');
  // A finding is what is wanted here: no level of it fails.
  process.exitCode = await gradlens('train', 'digits/broken.js', '--fail-on', 'never');
}
if (process.exitCode === 0) {
  console.log(`\nOpen examples/${html} in a browser to look into the run.`);
  console.log('npm run vscode opens VS Code on the examples, with Gradlens in it.');
}
