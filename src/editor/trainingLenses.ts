/** "Train here" above every line that trains. */
import * as vscode from 'vscode';
import { commandId, CONTEXT } from './commandIds.js';
import { createLensRedraw } from './lensRedraw.js';
import { browserLens, idleLens, runningLens, type LensPart } from './lensText.js';
import type { LastResult, Progress } from './progress.js';
import { callKey, keepCalls, shiftLine } from './scans.js';
import type { TrainingCall } from './trainingWords.js';

export const LANGUAGES = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];
/** Between two texts of a running lens. */
const LENS_INTERVAL = 1000;

/** What a lens passes to its command. */
export interface LensTarget {
  file: string;
  line: number;
  /** Names the call in this file whatever is edited around it. */
  key: string;
}

export interface Scan {
  calls: TrainingCall[];
  browser: boolean;
}

export interface LensSource {
  scan(document: vscode.TextDocument): Promise<Scan & { broken: boolean }>;
  last(target: LensTarget): LastResult | null;
}

export interface TrainingLenses extends vscode.Disposable {
  /** Null: no session runs. */
  update(progress: Progress | null): void;
  refresh(): void;
  callsOf(document: vscode.TextDocument): Promise<TrainingCall[]>;
  /** The training at a line, or the one nearest to it. */
  targetAt(document: vscode.TextDocument, line: number): Promise<LensTarget | null>;
}

export function createTrainingLenses(source: LensSource): TrainingLenses {
  const changed = new vscode.EventEmitter<void>();
  const kept = new Map<string, Scan & { version: number }>();
  let progress: Progress | null = null;

  const scan = async (document: vscode.TextDocument): Promise<Scan> => {
    const key = document.uri.toString();
    const known = kept.get(key);
    if (known?.version === document.version) return known;
    const version = document.version;
    const { calls, browser, broken } = await source.scan(document);
    const before = kept.get(key)?.calls ?? [];
    const all = broken ? keepCalls(before, calls, document.getText().split(/\r?\n/)) : calls;
    const result = { calls: all, browser, version };
    kept.set(key, result);
    return result;
  };
  const lensesOf = ({ calls, browser }: Scan, document: vscode.TextDocument) =>
    calls.flatMap((call) => {
      const target = targetOf(document, calls, call);
      const running = progress?.file === target.file && (progress.line ?? call.line) === call.line ? progress : null;
      const parts = running
        ? runningLens(running, vscode.l10n.t)
        : browser
          ? browserLens(vscode.l10n.t)
          : idleLens(source.last(target), vscode.l10n.t);
      return parts.map((part) => new vscode.CodeLens(rangeOf(call), commandOf(part, target)));
    });
  const redraw = createLensRedraw(LENS_INTERVAL, () => changed.fire());
  const registrations = [
    vscode.languages.registerCodeLensProvider(
      LANGUAGES.map((language) => ({ language })),
      {
        onDidChangeCodeLenses: changed.event,
        async provideCodeLenses(document) {
          redraw.asked();
          if (!vscode.workspace.getConfiguration('gradlens', document).get('codeLens.enabled', true)) return [];
          return lensesOf(await scan(document), document);
        },
      },
    ),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const scanned = kept.get(document.uri.toString());
      for (const { range, text } of contentChanges) {
        const added = text.split('\n').length - 1 - (range.end.line - range.start.line);
        const change = { start: range.start.line, column: range.start.character, end: range.end.line, added };
        for (const call of scanned?.calls ?? []) {
          call.line = shiftLine(call.line, change);
          call.lensLine = shiftLine(call.lensLine, change);
        }
        if (progress?.line != null && progress.file === document.uri.fsPath) {
          progress.line = shiftLine(progress.line, change);
        }
      }
    }),
    vscode.workspace.onDidCloseTextDocument((document) => void kept.delete(document.uri.toString())),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gradlens.codeLens')) changed.fire();
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => void tell(editor)),
  ];
  const tell = async (editor: vscode.TextEditor | undefined) => {
    const scans = editor && LANGUAGES.includes(editor.document.languageId) ? await scan(editor.document) : null;
    const trains = scans !== null && scans.calls.length > 0;
    await vscode.commands.executeCommand('setContext', CONTEXT.fileTrains, trains);
  };
  void tell(vscode.window.activeTextEditor);
  return {
    update(next) {
      // An edit may have moved the line of the session while it runs.
      const moved = next && progress?.run === next.run ? progress.line : (next?.line ?? null);
      progress = next && { ...next, line: moved };
      redraw.request();
    },
    refresh: redraw.request,
    callsOf: async (document) => (await scan(document)).calls,
    async targetAt(document, line) {
      const { calls } = await scan(document);
      const distance = (call: TrainingCall) =>
        call.lensLine <= line && line <= call.line
          ? 0
          : Math.min(Math.abs(call.line - line), Math.abs(call.lensLine - line));
      const [nearest] = [...calls].sort((a, b) => distance(a) - distance(b));
      return nearest ? targetOf(document, calls, nearest) : null;
    },
    dispose() {
      redraw.dispose();
      changed.dispose();
      for (const registration of registrations) registration.dispose();
    },
  };
}

function targetOf(document: vscode.TextDocument, calls: TrainingCall[], call: TrainingCall): LensTarget {
  return { file: document.uri.fsPath, line: call.line, key: callKey(calls, call) };
}

function rangeOf({ lensLine }: TrainingCall) {
  return new vscode.Range(lensLine - 1, 0, lensLine - 1, 0);
}

function commandOf({ title, command }: LensPart, target: LensTarget): vscode.Command {
  return { title, command: command ? commandId(command) : '', arguments: command ? [target] : [] };
}
