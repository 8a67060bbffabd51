/**
 * Which of the processes that a package.json script starts is the one that runs the program. Runners in between
 * (npm, babel-node, the tsx command) only start another Node: they are left alone and hand our environment on.
 */
import { basename, extname, resolve } from 'node:path';
import type { ProgramInfo } from '../protocol/run.js';

/** Scripts that name the program among their arguments but start another process for it. */
const LAUNCHERS = [
  /[\\/]npm[\\/]bin[\\/]/,
  /[\\/](npm|npx|pnpm|yarn|corepack)(-cli)?(\.c?js)?$/,
  /[\\/]babel-node(\.js)?$/,
  /[\\/]tsx([\\/]dist[\\/]cli\.[cm]?js)?$/,
  /[\\/](nodemon|cross-env|cross-env-shell|concurrently|dotenv|env-cmd|npm-run-all|run-s|run-p|wireit)(\.[cm]?js)?$/,
  /[\\/](nodemon|cross-env|concurrently|dotenv-cli|env-cmd|npm-run-all|wireit)[\\/]/,
];

/** `argv` as in `process.argv` before the program starts. */
export function runsTheProgram(program: ProgramInfo, argv: readonly string[]): boolean {
  if (program.script === null) return true;
  const script = argv[1];
  if (script === undefined) return false;
  if (names(script, program)) return true;
  // babel-node's inner process is called `_babel-node`; ts-node, vite-node and others run the program themselves.
  if (LAUNCHERS.some((launcher) => launcher.test(script))) return false;
  return argv.slice(2).some((argument) => !argument.startsWith('-') && names(argument, program));
}

/** Whether a runner loads the program in its own process and in its own way (babel-node, `node -r @babel/register`). */
export function hasRunnerInside(program: ProgramInfo, argv: readonly string[], execArgv: readonly string[]): boolean {
  if (execArgv.some((option) => /register\b/.test(option))) return true;
  return program.script !== null && argv[1] !== undefined && !names(argv[1], program);
}

function names(argument: string, program: ProgramInfo): boolean {
  const path = resolve(program.cwd, argument);
  if (path === program.file) return true;
  const extension = extname(program.file);
  return path === program.file.slice(0, -extension.length) || (extension !== '' && isIndexOf(path, program.file));
}

const isIndexOf = (folder: string, file: string) =>
  basename(file, extname(file)) === 'index' && resolve(file, '..') === folder;
