/** The condition at which a training pauses: asked for, checked while it is typed, completed by a pick. */
import * as vscode from 'vscode';
import { completeCondition } from '../conditions/complete.js';
import { checkNames } from '../conditions/evaluate.js';
import { parseCondition } from '../conditions/parse.js';
import { NOT_FINITE, pausesOnNaN, togglePauseOnNaN } from '../conditions/pauseOnNaN.js';
import type { Sessions } from './sessions.js';

export interface PauseCondition {
  ask(): Promise<void>;
  /** Adds the first NaN or infinity to what is paused on, or takes it out. */
  toggleNaN(): Promise<void>;
  set(condition: string | null): Promise<void>;
  /** For a session that starts. */
  next(): string | null;
}

export function createPauseCondition(sessions: Sessions, variableNames: () => string[]): PauseCondition {
  let kept: string | null = null;
  const set = async (condition: string | null) => {
    if (sessions.live) await sessions.live.setPauseWhen(condition);
    kept = condition;
  };
  const current = () => sessions.live?.pauseWhen ?? kept;
  return {
    set,
    next: () => kept,
    async toggleNaN() {
      const condition = togglePauseOnNaN(current());
      await set(condition);
      const words = pausesOnNaN(condition)
        ? vscode.l10n.t('The training pauses at the first NaN or infinity, before it is applied.')
        : vscode.l10n.t('The training does not pause on NaN any more.');
      vscode.window.setStatusBarMessage(words, SHOWN);
    },
    async ask() {
      const text = await askForCondition(current() ?? '', variableNames());
      if (text !== undefined) await set(text || null);
    },
  };
}

/** Milliseconds. */
const SHOWN = 5000;

interface Item extends vscode.QuickPickItem {
  /** What accepting it makes of the text; null: it is what was typed. */
  text: string | null;
}

/** Undefined: the user let it be; empty: no condition. */
function askForCondition(current: string, names: string[]): Promise<string | undefined> {
  /** What is wrong with the text; null: nothing. */
  const problem = (text: string): string | null => {
    const parsed = parseCondition(text);
    if (!parsed.ok) return parsed.error.message;
    return names.length > 0 ? (checkNames(parsed.condition, names)[0]?.message ?? null) : null;
  };
  const itemsFor = (text: string): Item[] => {
    const { from, to, options } = completeCondition(text, text.length, names);
    const completions = options.map(({ label, insert, detail }): Item => {
      const whole = text.slice(0, from) + insert + text.slice(to);
      return { label: `$(symbol-keyword) ${label}`, description: detail, text: whole, alwaysShow: true };
    });
    const nan: Item = {
      label: `$(symbol-event) ${vscode.l10n.t('NaN or infinity')}`,
      ...{ description: vscode.l10n.t('in the loss or a gradient'), text: NOT_FINITE, alwaysShow: true },
    };
    return [acceptItem(text.trim(), problem), ...(text.trim() === '' ? [nan] : []), ...completions];
  };
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t('Pause When…');
  pick.placeholder = 'gradient("conv1/kernel").norm > 10';
  pick.value = current;
  pick.items = itemsFor(current);
  return new Promise((resolve) => {
    pick.onDidChangeValue((text) => (pick.items = itemsFor(text)));
    pick.onDidAccept(() => {
      const [chosen] = pick.activeItems;
      if (chosen?.text != null) {
        pick.value = chosen.text;
        pick.items = itemsFor(chosen.text);
        return;
      }
      const text = pick.value.trim();
      if (text !== '' && problem(text) !== null) return;
      resolve(text);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function acceptItem(text: string, problem: (text: string) => string | null): Item {
  if (text === '') {
    const label = `$(circle-slash) ${vscode.l10n.t('No condition')}`;
    return { label, description: vscode.l10n.t('the training does not pause by itself'), text: null, alwaysShow: true };
  }
  const wrong = problem(text);
  const label = wrong ? `$(error) ${wrong}` : `$(check) ${vscode.l10n.t('Pause when {0}', text)}`;
  const detail = wrong ? '' : vscode.l10n.t('The training stops before the update of the first step where this holds.');
  return { label, detail, text: null, alwaysShow: true };
}
