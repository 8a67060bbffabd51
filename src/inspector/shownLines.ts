/** Gradients on lines of the run, the training and the step that the inspector shows; the newest step where it shows none. */
import { rootFindings } from '../protocol/findings.js';
import { gradientPath } from '../protocol/gradientPath.js';
import type { Inspector } from './inspector.js';
import { shownChanges } from './shownChanges.js';
import type { InspectorSource } from './source.js';

export function createShownLines(inspector: Inspector) {
  const changes = shownChanges(inspector);
  const subscription = inspector.onDidSeek(changes.tell);
  return {
    now() {
      const { source, standing } = inspector;
      const head = source?.head();
      if (!source || !head) return null;
      const wanted = standing?.training ?? source.status().training;
      const training = head.trainings.find(({ id }) => id === wanted) ?? head.trainings[0];
      if (!training) return null;
      const { id, steps, variables } = training;
      const step = standing && !standing.follow ? standing.step : steps;
      const findings = rootFindings(head.findings).filter((finding) => finding.training === id || finding.training < 0);
      return {
        ...{ id: head.id, training: id, step, findings, variables },
        norms: source.lineNorms(id, step),
        sources: source.sources(),
      };
    },
    history: (training: number, file: string, line: number) =>
      inspector.source?.lineHistory(training, file, line) ?? [],
    detail: (training: number, step: number) => inspector.source?.linesAt(training, step)?.payload ?? null,
    /** The row of the variable that is made on the line, or whose gradient comes by there; null: there is none. */
    variableAt: (training: number, step: number, file: string, line: number): number | null =>
      inspector.source ? variableOn(inspector.source, training, step, file, line) : null,
    onDidChange: changes.onDidChange,
    dispose() {
      changes.dispose();
      subscription.dispose();
    },
  };
}

function variableOn(source: InspectorSource, id: number, step: number, file: string, line: number): number | null {
  const variables = source.head().trainings.find((training) => training.id === id)?.variables ?? [];
  const made = variables.findIndex((variable) => variable.file === file && variable.line === line);
  if (made >= 0) return made;
  const { measured } = source.gradientPaths(id, step);
  const passes = variables.findIndex(
    (_, row) =>
      measured &&
      gradientPath(measured.payload, row)?.points.some((point) => point.file === file && point.line === line),
  );
  return passes >= 0 ? passes : null;
}
