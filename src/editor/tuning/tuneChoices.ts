/** How a λ is judged, as the user chose it for this workspace: folds and metric. */
import * as vscode from 'vscode';
import { DEFAULT_FOLDS, type TuneRequest } from '../../tuning/tuneRequest.js';

export type TuneChoices = Pick<TuneRequest, 'folds' | 'metric'>;

const MEMORY = 'gradlens.tuning';
const DEFAULTS: TuneChoices = { folds: null, metric: null };
const FOLDS = [3, DEFAULT_FOLDS, 10] as const;
const METRICS = ['acc', 'accuracy', 'meanAbsoluteError'] as const;

export const rememberedChoices = (memory: vscode.Memento): TuneChoices => ({
  ...DEFAULTS,
  ...memory.get<Partial<TuneChoices>>(MEMORY, {}),
});

/** Asks for both, and remembers them. Undefined: the user let it be, and nothing is remembered. */
export async function askChoices(memory: vscode.Memento): Promise<TuneChoices | undefined> {
  const known = rememberedChoices(memory);
  const folds = await askFolds(known.folds);
  if (folds === undefined) return undefined;
  const metric = await askMetric(known.metric);
  if (metric === undefined) return undefined;
  const choices = { folds, metric };
  await memory.update(MEMORY, choices);
  return choices;
}

async function askFolds(known: number | null): Promise<number | null | undefined> {
  const automatic = vscode.l10n.t('{0} folds where the program gives its data to fit', DEFAULT_FOLDS);
  const own = vscode.l10n.t('The program’s own validation');
  const items = [
    item(automatic, null, known),
    ...FOLDS.map((count) => item(vscode.l10n.t('{0} folds', count), count, known)),
    item(own, 0, known),
  ];
  const placeHolder = vscode.l10n.t('What is each λ validated on?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.value;
}

async function askMetric(known: string | null): Promise<string | null | undefined> {
  const another = vscode.l10n.t('Another Metric…');
  const names = [...new Set([...METRICS, ...(known === null ? [] : [known])])];
  const items = [
    item(vscode.l10n.t('loss'), null, known),
    ...names.map((name) => item<string | null>(name, name, known)),
    { label: another, description: '', value: another },
  ];
  const placeHolder = vscode.l10n.t('By which metric?');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  if (chosen?.label !== another) return chosen?.value;
  const prompt = vscode.l10n.t('Name of a metric that the program reports, without val_');
  const name = await vscode.window.showInputBox({ prompt, placeHolder: 'f1' });
  return name?.trim() || undefined;
}

function item<T>(label: string, value: T, known: T) {
  return { label, value, description: value === known ? vscode.l10n.t('as now') : '' };
}
