/** Findings as Problems of the editor: live while a run grows, per program until it runs again. */
import * as vscode from 'vscode';
import type { Severity } from '../../protocol/records.js';
import { commandId } from '../commandIds.js';
import { createThrottle } from '../throttle.js';
import { problemsOf, type Problem } from './problemsOf.js';
import type { FindingsShown, ShownFindings } from './shownFindings.js';
import { createTextsNow } from './textsNow.js';

export const PROBLEM_SOURCE = 'gradlens';

/** At most four updates a second. */
const UPDATE_INTERVAL = 250;

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

export interface Problems extends vscode.Disposable {
  /** What stands in a file now, worst first. */
  in(file: string): readonly Problem[];
  onDidChange(listener: () => void): () => void;
}

export function createProblems(findings: ShownFindings): Problems {
  const collection = vscode.languages.createDiagnosticCollection(PROBLEM_SOURCE);
  const linesNow = createTextsNow();
  const listeners = new Set<() => void>();
  /** By program: of the run of it that was shown last. */
  const runs = new Map<string, FindingsShown>();
  let current: FindingsShown | null = null;
  let byFile = new Map<string, Problem[]>();
  let drawn = '';

  const update = () => {
    const next = findings.now();
    // A run that is shown no more was deleted where nothing came in its place.
    if (!next && current) runs.delete(current.program);
    current = next;
    if (next) runs.set(next.program, next);
    const all = [...runs.values()].flatMap((run) => problemsOf(run, linesNow));
    const key = JSON.stringify(all);
    if (key === drawn) return;
    drawn = key;
    byFile = new Map();
    for (const problem of all) byFile.set(problem.file, [...(byFile.get(problem.file) ?? []), problem]);
    collection.set([
      ...[...filesOf(collection)].filter((uri) => !byFile.has(uri.fsPath)).map((uri) => [uri, undefined] as const),
      ...[...byFile].map(([file, problems]) => [vscode.Uri.file(file), problems.map(diagnosticOf)] as const),
    ] as [vscode.Uri, vscode.Diagnostic[] | undefined][]);
    for (const listener of listeners) listener();
  };
  const throttle = createThrottle(UPDATE_INTERVAL, update);
  const stop = findings.onDidChange(() => throttle.request());
  const edits = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const isOurs = [...runs.values()].some(
      ({ program, findings: found }) =>
        program === document.uri.fsPath || found.some(({ file }) => file === document.uri.fsPath),
    );
    if (isOurs) throttle.request();
  });
  throttle.request();
  return {
    in: (file) => byFile.get(file) ?? [],
    onDidChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      stop();
      throttle.dispose();
      edits.dispose();
      collection.dispose();
    },
  };
}

function* filesOf(collection: vscode.DiagnosticCollection): Generator<vscode.Uri> {
  for (const [uri] of collection) yield uri;
}

export const rangeOf = ({ range: { line, start, end } }: Problem) => new vscode.Range(line, start, line, end);

function diagnosticOf(problem: Problem): vscode.Diagnostic {
  const { finding, related } = problem;
  const { severity, message, advice, rule } = finding;
  const diagnostic = new vscode.Diagnostic(rangeOf(problem), `${message}\n${advice}`, SEVERITIES[severity]);
  diagnostic.source = PROBLEM_SOURCE;
  diagnostic.code = { value: rule, target: ruleLink(rule) };
  diagnostic.relatedInformation = related.map(
    ({ file, line, message: text }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(file), new vscode.Position(line, 0)),
        text,
      ),
  );
  return diagnostic;
}

/** Opens the documentation of a rule. */
export const ruleLink = (rule: string): vscode.Uri =>
  vscode.Uri.parse(`command:${commandId('explainRule')}?${encodeURIComponent(JSON.stringify([rule]))}`);
