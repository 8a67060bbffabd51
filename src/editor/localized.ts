/** Errors of rooms that know no editor, in the editor's language. */
import * as vscode from 'vscode';
import type { Value } from '../protocol/told.js';

export interface SaidInEnglish {
  message: string;
  /** Absent where the error is none of ours, or was recorded by an earlier version. */
  sentence?: string;
  values?: readonly Value[];
}

export function localized({ message, sentence, values }: SaidInEnglish): string {
  return sentence === undefined ? message : vscode.l10n.t(sentence, ...(values ?? []));
}
