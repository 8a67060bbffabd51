/** The user's settings, as sessions take them. */
import * as vscode from 'vscode';
import { readRuleSettings, type RuleSettings } from '../protocol/ruleSettings.js';
import type { CodedError } from '../protocol/told.js';
import type { BackendName } from '../protocol/run.js';
import { MEGABYTE, SIZE_LIMIT } from '../runs/sizePolicy.js';

export type OpenOnTrain = 'beside' | 'sidebar' | 'never';

export interface Settings {
  nodePath: string | null;
  /** Null: the ladder decides. */
  backend: BackendName | null;
  /** A share. */
  budget: number;
  rules: RuleSettings;
  /** What is wrong with the setting of the rules. */
  rulesProblem: CodedError | null;
  /** Bytes. */
  sizeLimit: number;
  graceSeconds: number;
  openOnTrain: OpenOnTrain;
  /** Arguments for the program. */
  args: string[];
  /** Whose TensorFlow.js trains. */
  tensorflow: 'auto' | 'program' | 'bundled';
}

export function settingsFor(scope: vscode.Uri | undefined): Settings {
  const all = vscode.workspace.getConfiguration('gradlens', scope);
  const backend = all.get<BackendName | 'auto'>('backend', 'auto');
  const { rules, problem } = readRuleSettings(all.get<unknown>('rules', {}));
  return {
    rules,
    rulesProblem: problem,
    nodePath: all.get('nodePath', '') || null,
    backend: backend === 'auto' ? null : backend,
    budget: all.get('budget', 20) / 100,
    sizeLimit: all.get('runs.maximumSize', SIZE_LIMIT / MEGABYTE) * MEGABYTE,
    graceSeconds: all.get('graceTime', 30),
    openOnTrain: all.get<OpenOnTrain>('inspector.openOnTrain', 'beside'),
    args: all.get<unknown[]>('program.args', []).map(String),
    tensorflow: all.get<Settings['tensorflow']>('tensorflow', 'auto'),
  };
}
