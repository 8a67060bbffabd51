/**
 * `npm run test:external`: what needs other worlds than `npm ci` makes: an installed native backend, other versions of
 * TensorFlow.js. They are installed from package registries into .cache. Ends with a line of counts; what could not run is
 * named in one line, with the reason.
 */
import { execFileSync, spawnSync, type ExecFileSyncOptions } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installNative, whyNoNative } from './installNative.mjs';
import { installSystemPackages } from './systemPackages.js';
import { counted, countsLine, notesOf, REPORTER, type Counts } from './testCounts.js';

const root = path.join(import.meta.dirname, '..');
const cache = path.join(root, '.cache');
const VERSIONS = ['4.0.0', '4.10.0', '4.17.0'];
const TENSORBOARD = 'tensorboard==2.21.0';

const notes: string[] = [];
const worlds = [
  'test/external/coreVersions.test.ts',
  'test/external/library.test.ts',
  'test/external/native.test.ts',
  'test/external/nativeJacobian.test.ts',
  'test/external/nativeOps.test.ts',
  'test/external/nativeStatistics.test.ts',
  'test/external/tensorboard.test.ts',
];
const files = worlds.filter((file) => {
  const prepare = file.includes('native')
    ? prepareNative
    : file.includes('tensorboard')
      ? prepareTensorboard
      : prepareVersions;
  const why = tryTo(prepare);
  if (why) notes.push(`${file} did not run: ${why}`);
  return why === null;
});
const node = (args: string[], env = process.env) =>
  spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }).status;
const counts: Counts = { passed: 0, failed: 0, skipped: notes.length };
if (node(['scripts/build.mjs']) !== 0) {
  notes.push('the build failed');
  counts.failed++;
} else {
  // `npm test` kills at fewer points.
  process.env['GRADLENS_KILLS'] = '200';
  process.env['GRADLENS_BOARD'] = 'whole';
  files.push(
    'test/trainer/killed.test.ts',
    'test/external/sampleBracket.test.ts',
    'test/external/jacobianDigits.test.ts',
  );
  files.push('test/trainer/diagnosis/scoreboard.test.ts');
  const mocha = ['node_modules/mocha/bin/mocha.js', '--config', '.mocharc.external.json', ...REPORTER, ...files];
  const outcome = await counted((env) => Promise.resolve(node(mocha, env)));
  counts.passed += outcome.passed;
  counts.failed += outcome.failed;
  counts.skipped += outcome.skipped;
  notes.push(...notesOf('test/external', outcome));
}
for (const note of notes) console.log(note);
console.log(countsLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

function prepareNative(): string | null {
  const missing = whyNoNative();
  if (missing) installSystemPackages(['python3', 'python3-pip', 'g++', 'binutils'], console.log);
  const why = missing && whyNoNative();
  if (!why) installNative(path.join(cache, 'native'));
  return why;
}

/** The real TensorBoard in an environment of its own. */
function prepareTensorboard(): null {
  const folder = path.join(cache, 'tensorboard');
  if (existsSync(path.join(folder, 'ready'))) return null;
  const python = path.join(folder, 'bin', 'python');
  const options = { stdio: ['ignore', 'ignore', 'inherit'] } satisfies ExecFileSyncOptions;
  execFileSync('python3', ['-m', 'venv', '--clear', folder], options);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', TENSORBOARD], options);
  writeFileSync(path.join(folder, 'ready'), '');
  return null;
}

function prepareVersions(): null {
  for (const version of VERSIONS) {
    const folder = path.join(cache, `tfjs-${version}`);
    if (existsSync(path.join(folder, 'node_modules/@tensorflow/tfjs/package.json'))) continue;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@tensorflow/tfjs@${version}`];
    execFileSync('npm', args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  }
  return null;
}

/** Null, or why it cannot be done here. */
function tryTo(prepare: () => string | null): string | null {
  try {
    return prepare();
  } catch (error) {
    return `its installation failed: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;
  }
}
