/** The condition at which a training pauses: asked for, checked, and kept for the next session. */
import * as vscode from 'vscode';
import type { Sessions } from './sessions.js';

export interface PauseCondition {
  ask(): Promise<void>;
  set(condition: string | null): Promise<void>;
  /** For a session that starts. */
  next(): string | null;
}

export function createPauseCondition(sessions: Sessions): PauseCondition {
  let kept: string | null = null;
  const set = async (condition: string | null) => {
    if (sessions.live) await sessions.live.setPauseWhen(condition);
    kept = condition;
  };
  return {
    set,
    next: () => kept,
    async ask() {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Pause When…'),
        prompt: vscode.l10n.t('The training stops before the update of the first step where this holds. Empty: never.'),
        placeHolder: 'gradient("conv1/kernel").norm > 10',
        value: sessions.live?.pauseWhen ?? kept ?? '',
      });
      if (text !== undefined) await set(text.trim() || null);
    },
  };
}
