/** From the click on "Tune λ here" to the picture of what was found, and to the λ that is applied. */
import { readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { CodedError } from '../../protocol/told.js';
import type { FromTuneView, TuneShown } from '../../protocol/tuneView.js';
import { findNode } from '../../session/nodeExecutable.js';
import type { Lambda } from '../../source/lambdas.js';
import { widerGrid } from '../../tuning/lambdaGrid.js';
import type { TuneRequest } from '../../tuning/tuneRequest.js';
import { localized } from '../localized.js';
import type { ProgramChooser } from '../programChoice.js';
import { settingsFor } from '../settings.js';
import { explainTrust } from '../train.js';
import type { TrainingLenses } from '../trainingLenses.js';
import { lambdaInSource, type LambdaInSource } from './lambdaInSource.js';
import type { LambdaTarget } from './lambdaLenses.js';
import { pickLambda } from './pickLambda.js';
import { runTuning } from './runTuning.js';
import { askChoices, rememberedChoices } from './tuneChoices.js';

type PanelRequest = Exclude<FromTuneView, { type: 'ready' | 'glossary' }>;

export interface TunePanel extends vscode.Disposable {
  show(shown: TuneShown): void;
  readonly shown: TuneShown | null;
}

export type OpenTunePanel = (name: string, receive: (message: PanelRequest) => void, closed: () => void) => TunePanel;

export interface TuningParts {
  /** Folder of the built product. */
  distribution: string;
  version: string;
  lenses: Pick<TrainingLenses, 'callsOf'>;
  chooser: ProgramChooser;
  /** Of the workspace. */
  memory: vscode.Memento;
  log: vscode.LogOutputChannel;
  openPanel: OpenTunePanel;
}

export interface Tuning extends vscode.Disposable {
  /** @param target of a lens; anything else: the cursor of the editor. */
  tuneHere(target: unknown): Promise<void>;
}

export function createTuning(parts: TuningParts): Tuning {
  /** Of the tuning that runs, or whose panel is open. */
  let current: { stop: () => void; panel: TunePanel } | null = null;
  const end = () => {
    current?.stop();
    current?.panel.dispose();
    current = null;
  };

  async function tuneHere(target: unknown): Promise<void> {
    if (!vscode.workspace.isTrusted) return explainTrust();
    const editor = vscode.window.activeTextEditor;
    const uri = isTarget(target) ? vscode.Uri.file(target.file) : editor?.document.uri;
    if (!uri || uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open the file with the λ, and save it to disk: Gradlens runs files with Node.'),
      );
      return;
    }
    await vscode.workspace.saveAll(false);
    const document = await vscode.workspace.openTextDocument(uri);
    const line = isTarget(target) ? target.line : editor!.selection.active.line + 1;
    const lambda = await pickLambda(document, line, isTarget(target));
    if (!lambda) return;
    // Where nothing trains, the program is one that imports the file.
    const [call] = await parts.lenses.callsOf(document);
    const choice = await parts.chooser.choose(uri.fsPath, call ? call.position : 'elsewhere');
    if (!choice) return;
    const request = requestOf(document, lambda, choice);
    await open(request, lambdaInSource(uri, document.getText(), lambda), document);
  }

  function requestOf({ uri }: vscode.TextDocument, lambda: Lambda, choice: { file: string; cwd: string }): TuneRequest {
    const settings = settingsFor(vscode.Uri.file(choice.file));
    const file = realpathSync(uri.fsPath);
    return {
      program: { file: realpathSync(choice.file), args: settings.args, cwd: choice.cwd },
      lambda: { ...lambda, ...placeOnDisk(file, lambda), file },
      ...{ values: null, jobs: availableParallelism() },
      ...rememberedChoices(parts.memory),
      node: findNode({
        setting: settings.nodePath,
        own: process.execPath,
        env: process.env,
        platform: process.platform,
      }),
      distribution: parts.distribution,
      gradlens: parts.version,
    };
  }

  async function open(first: TuneRequest, source: LambdaInSource, document: vscode.TextDocument): Promise<void> {
    end();
    let stop = new AbortController();
    let newest = first;
    let now = first.lambda.value;
    const edits = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed !== document) return;
      now = source.find(changed)?.value ?? now;
      if (panel.shown && panel.shown.now !== now) panel.show({ ...panel.shown, now });
    });
    const panel = parts.openPanel(first.lambda.name, receive, () => {
      edits.dispose();
      stop.abort();
      if (current?.panel === panel) current = null;
    });
    current = { stop: () => stop.abort(), panel };
    await run(first);

    async function run(request: TuneRequest): Promise<void> {
      stop = new AbortController();
      newest = request;
      const error = await runTuning(request, stop, (result, state, message) =>
        panel.show({ result, state, message, now }),
      );
      if (error === null) return;
      if (error instanceof CodedError) panel.dispose();
      parts.log.error(`tune: ${(error as { code?: string }).code ?? 'failed'}`, error.message);
      void explain(error, request, source, document);
    }
    function receive(message: PanelRequest): void {
      if (message.type === 'stop') stop.abort();
      else if (message.type === 'openLine') void reveal(document, source);
      else if (message.type === 'apply') void apply(source, message.value);
      else if (message.type === 'resume') void again(() => ({}));
      else if (message.type === 'choose') void choose();
      else void again((values) => ({ values: widerGrid(values, message.end) }));
    }
    async function choose(): Promise<void> {
      const choices = await askChoices(parts.memory);
      if (choices) await again(() => choices);
    }
    /** What was run is not run again. */
    async function again(change: (values: number[]) => Partial<TuneRequest>): Promise<void> {
      const shown = panel.shown;
      if (!shown || shown.state === 'running') return;
      await vscode.workspace.saveAll(false);
      // Applied meanwhile, it stands elsewhere.
      const found = source.find(document);
      if (!found) return explainMoved();
      // The same values as before: a λ that was applied would have others around it.
      const values = shown.result.values.map(({ value }) => value);
      const { file } = first.lambda;
      const lambda = { ...found, ...placeOnDisk(file, found), file };
      await run({ ...newest, lambda, values, ...change(values) });
    }
  }

  /** What was chosen for another program of the workspace may not fit this one. */
  async function explain(
    error: Error,
    request: TuneRequest,
    source: LambdaInSource,
    document: vscode.TextDocument,
  ): Promise<void> {
    const isChoice = error instanceof CodedError && /^(no-fit-data|fold-too-small|no-validation)/.test(error.code);
    const other = vscode.l10n.t('Folds and Metric…');
    const pressed = await vscode.window.showErrorMessage(localized(error), ...(isChoice ? [other] : []));
    const choices = pressed === other ? await askChoices(parts.memory) : undefined;
    if (choices) await open({ ...request, ...choices }, source, document);
  }
  return { tuneHere, dispose: end };
}

/** A document has no byte order mark, its file may. */
function placeOnDisk(file: string, { from, to }: Lambda): { from: number; to: number } {
  const mark = readFileSync(file, 'utf8').startsWith('\uFEFF') ? 1 : 0;
  return { from: from + mark, to: to + mark };
}

async function apply(source: LambdaInSource, value: number): Promise<void> {
  if (!(await source.apply(value))) explainMoved();
}

function explainMoved(): void {
  void vscode.window.showWarningMessage(vscode.l10n.t('The λ is not where it was any more: tune it again.'));
}

async function reveal(document: vscode.TextDocument, source: LambdaInSource): Promise<void> {
  const found = source.find(document);
  const at = document.positionAt(found?.from ?? 0);
  const selection = new vscode.Range(at, document.positionAt(found?.to ?? 0));
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.One });
}

function isTarget(value: unknown): value is LambdaTarget {
  const target = value as Partial<LambdaTarget> | null;
  return typeof target?.file === 'string' && Number.isInteger(target.line);
}
