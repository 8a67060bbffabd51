/** Which λ is meant: at a line, of the file, or by a name that the user gives. */
import * as vscode from 'vscode';
import { CodedError } from '../../protocol/told.js';
import { findLambdas, numbersNamed, type Lambda } from '../../source/lambdas.js';
import { parseSource } from '../../source/syntax.js';
import { lambdasMeant } from '../../tuning/chooseLambda.js';
import { localized } from '../localized.js';

/** Undefined: the user let it be. @param strict whether a line without a λ is a mistake, or the file is meant. */
export async function pickLambda(
  document: vscode.TextDocument,
  line: number | null,
  strict: boolean,
): Promise<Lambda | undefined> {
  const source = parseSource(document.getText(), document.fileName);
  const lambdas = findLambdas(source);
  const here = [...lambdas.numbers.flatMap(({ lines }) => lines), ...lambdas.computed.map((computed) => computed.line)];
  const wish = {
    file: vscode.workspace.asRelativePath(document.uri),
    line: line !== null && (strict || here.includes(line)) ? line : null,
    name: null as string | null,
  };
  try {
    return await one(lambdasMeant(wish, lambdas, []));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const name = await askName(localized(error));
    if (name === undefined) return undefined;
    return one(lambdasMeant({ ...wish, line: null, name }, lambdas, numbersNamed(source, name)));
  }
}

async function one(found: Lambda[]): Promise<Lambda | undefined> {
  if (found.length === 1) return found[0];
  const items = found.map((lambda) => ({
    label: `${lambda.name} = ${lambda.value}`,
    description: vscode.l10n.t('line {0}', lambda.line),
    lambda,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which λ?') }))?.lambda;
}

async function askName(why: string): Promise<string | undefined> {
  const give = vscode.l10n.t('Name It');
  if ((await vscode.window.showWarningMessage(why, give)) !== give) return undefined;
  const prompt = vscode.l10n.t('Name of the constant or option that is the λ');
  return vscode.window.showInputBox({ prompt, placeHolder: 'lambda' });
}
