/** Which program runs for a training, asked once where several fit. */
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { diskFiles } from '../source/files.js';
import type { Program, Wanted } from './programs/programs.js';

export interface ProgramChoice {
  /** The file that Node runs. */
  file: string;
  /** The package.json script that runs it, where its author runs it so. */
  script: string | null;
  cwd: string;
}

const MEMORY = 'gradlens.programs';
type Memory = Record<string, { file: string; script: string | null }>;

export interface ProgramChooser {
  /** Undefined: the user let it be, or nothing runs the file. `again`: ask even where it was decided. */
  choose(file: string, position: Wanted['position'], again?: boolean): Promise<ProgramChoice | undefined>;
}

export function createProgramChooser(memory: vscode.Memento): ProgramChooser {
  return {
    async choose(file, position, again = false) {
      const { findPrograms, packageOf } = await import('./programs/programs.js');
      const uri = vscode.Uri.file(file);
      const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(file);
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      const programs = await findPrograms({ file, text, position, root }, diskFiles);
      const remembered = memory.get<Memory>(MEMORY, {});
      const known = programs.find(
        (program) => program.file === remembered[file]?.file && program.script === remembered[file].script,
      );
      const program = (!again && known) || (await ask(file, programs, again));
      if (!program) return undefined;
      if (programs.length > 1) {
        await memory.update(MEMORY, { ...remembered, [file]: { file: program.file, script: program.script } });
      }
      const cwd = (await packageOf(program.file, root, diskFiles))?.folder ?? root;
      return { file: program.file, script: program.script, cwd };
    },
  };
}

async function ask(file: string, programs: Program[], again: boolean): Promise<Program | undefined> {
  const name = vscode.workspace.asRelativePath(file);
  const itself: Program = { file, script: null, command: null, why: 'reaches' };
  if (programs.length === 1 && !again) return programs[0];
  if (programs.length === 0) return runAlone(name, itself);
  const items = programs.map((program) => ({ ...describe(program), program }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which program reaches the training in {0}? Gradlens remembers it.', name),
    matchOnDescription: true,
  });
  return chosen?.program;
}

async function runAlone(name: string, itself: Program): Promise<Program | undefined> {
  const run = vscode.l10n.t('Run It Anyway');
  const message = vscode.l10n.t(
    'No program was found that reaches the training in {0}: call it from a file that Node runs, or name that file in package.json.',
    name,
  );
  return (await vscode.window.showWarningMessage(message, run)) === run ? itself : undefined;
}

function describe({ file, script, command, why }: Program): vscode.QuickPickItem {
  const path = vscode.workspace.asRelativePath(file);
  if (script !== null) return { label: `$(terminal) npm run ${script}`, description: command ?? '', detail: path };
  const reasons = {
    reaches: vscode.l10n.t('this file'),
    main: vscode.l10n.t('main of package.json'),
    script: vscode.l10n.t('named by a script of package.json'),
    imports: vscode.l10n.t('imports this file'),
  };
  return { label: `$(file-code) ${path}`, description: reasons[why] };
}
