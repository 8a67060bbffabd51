/** The command line and environment of a program under supervision. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SETTINGS_VARIABLE, type TrainerSettings } from '../protocol/settings.js';
import { packageMissing, scriptMissing } from './errors.js';
import { projectFolder } from './runDirectory.js';
import type { NodeExecutable } from './session.js';

export interface Command {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  shell: boolean;
}

export function makeCommand(
  node: NodeExecutable,
  distribution: string,
  settings: TrainerSettings,
  base: NodeJS.ProcessEnv,
): Command {
  const { program } = settings;
  const preload = pathToFileURL(join(distribution, 'trainer', 'preload.mjs')).href;
  const env = { ...base, ...node.env, [SETTINGS_VARIABLE]: JSON.stringify(settings) };
  if (program.script === null) {
    return { command: node.path, args: ['--import', preload, program.file, ...program.args], env, shell: false };
  }
  const nodeOptions = [base['NODE_OPTIONS'], `--import=${preload}`].filter(Boolean).join(' ');
  return {
    command: [readScript(program.file, program.script), ...program.args.map(quote)].join(' '),
    args: [],
    env: { ...env, NODE_OPTIONS: nodeOptions, ...searchPath(program.cwd, node, base) },
    shell: true,
  };
}

/** @throws CodedError `package-missing` or `script-missing` */
export function readScript(file: string, script: string): string {
  const packageFile = join(projectFolder(file), 'package.json');
  if (!existsSync(packageFile)) throw packageMissing(file);
  const scripts = (JSON.parse(readFileSync(packageFile, 'utf8')) as { scripts?: Record<string, string> }).scripts ?? {};
  const line = scripts[script];
  if (line === undefined) throw scriptMissing(script, packageFile, Object.keys(scripts));
  return line;
}

/** As `npm run` does: the runners of the package and of every folder above come first; then the Node that was chosen. */
function searchPath(folder: string, node: NodeExecutable, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const name = Object.keys(base).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(join(at, 'node_modules', '.bin'));
    if (at === dirname(at)) break;
  }
  // The editor's own executable is not called node: it cannot serve a script that says `node`.
  if (!('ELECTRON_RUN_AS_NODE' in node.env)) folders.push(dirname(node.path));
  return { [name]: [...folders, base[name] ?? ''].join(delimiter) };
}

function quote(argument: string): string {
  if (process.platform === 'win32') return `"${argument.replace(/"/g, '""')}"`;
  return `'${argument.replace(/'/g, `'\\''`)}'`;
}
