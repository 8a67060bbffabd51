/** "Tune λ here" above every line with a λ. */
import * as vscode from 'vscode';
import { commandId } from '../commandIds.js';
import { LANGUAGES } from '../trainingLenses.js';

export interface LambdaTarget {
  file: string;
  line: number;
}

/** The quick look that tells whether a file may have a λ: no parser is loaded for it. */
const mayHaveLambda = (text: string) => /λ|lambda|regulari|decay|penalty|\bl[12]\b|l1l2/i.test(text);

export function registerLambdaLenses(): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!vscode.workspace.getConfiguration('gradlens', document).get('codeLens.enabled', true)) return [];
      const text = document.getText();
      if (!mayHaveLambda(text)) return [];
      const { scanLambdas } = await import('../scanSource.js');
      const lines = await scanLambdas(text, document.fileName, document.uri.scheme === 'file');
      return lines.map((line) => {
        const target: LambdaTarget = { file: document.uri.fsPath, line };
        const title = `$(settings) ${vscode.l10n.t('Tune λ here')}`;
        return new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), {
          ...{ title, command: commandId('tuneHere'), arguments: [target] },
        });
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(
      LANGUAGES.map((language) => ({ language })),
      provider,
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('gradlens.codeLens')) changed.fire();
    }),
  );
}
