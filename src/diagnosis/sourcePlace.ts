/** Finer places, by the source text: where an array of data, a number or an update is written. The text never decides whether something is wrong. */
import type { Evidence } from './evidence.js';
import { trainingPlace, type Place } from './place.js';

/** The first line after the training's own (at most `within` lines further, or before) that matches. */
export function lineNear(evidence: Evidence, pattern: RegExp, within = 25): Place {
  const at = trainingPlace(evidence.payload);
  const lines = at && evidence.source(at.file)?.split('\n');
  if (!at || !lines) return null;
  for (let distance = 0; distance <= within; distance++) {
    for (const line of [at.line + distance, at.line - distance]) {
      if (line >= 1 && pattern.test(stripped(lines[line - 1] ?? ''))) return { file: at.file, line };
    }
  }
  return null;
}

/**
 * Where the data that the training is given are declared: of `fit(x, y)` the declaration of x or y, else of a name in the
 * lines of the training.
 */
export function dataPlace(evidence: Evidence, which: 'inputs' | 'targets'): Place {
  const at = trainingPlace(evidence.payload);
  const lines = at && evidence.source(at.file)?.split('\n').map(stripped);
  if (!at || !lines) return at;
  const name = nameOf(lines.slice(Math.max(0, at.line - 1), at.line + 12).join('\n'), which);
  const line = name === null ? datasetLine(lines, at.line) : declarationOf(lines, name);
  return line < 0 ? at : { file: at.file, line: line + 1 };
}

/** Of `fitDataset(NAME`: where NAME is declared, and of a generator the function behind it. */
function datasetLine(lines: readonly string[], from: number): number {
  const call = /\bfitDataset\(\s*([\w$]+)/.exec(lines.slice(from - 1, from + 3).join('\n'));
  const line = call ? declarationOf(lines, call[1]!) : -1;
  const generator = line < 0 ? null : /\.generator\(\s*([\w$]+)/.exec(lines.slice(line, line + 3).join('\n'));
  const behind = generator ? declarationOf(lines, generator[1]!) : -1;
  return behind < 0 ? line : behind;
}

/** Where it is written how many samples the training is given: the number that cuts its inputs, else where these are declared. */
export function samplesPlace(evidence: Evidence): Place {
  const at = trainingPlace(evidence.payload);
  const lines = at && evidence.source(at.file)?.split('\n').map(stripped);
  if (!at || !lines) return null;
  const call = /\bfit\(\s*(.+)/s.exec(lines.slice(at.line - 1, at.line + 12).join('\n'));
  const [inputs] = call ? argumentsOf(call[1]!) : [];
  const declared = namesIn(inputs).map((name) => declarationOf(lines, name));
  const number = declared.find((line) => /=\s*[\d_]+\s*;?\s*$/.test(lines[line] ?? ''));
  const line = number ?? declared[0] ?? -1;
  return line < 0 ? null : { file: at.file, line: line + 1 };
}

/** Where the list of the variables to train is written: `minimize(f, returnCost, LIST)`, `variableGrads(f, LIST)`. */
export function listPlace(evidence: Evidence): Place {
  const at = trainingPlace(evidence.payload);
  const lines = at && evidence.source(at.file)?.split('\n').map(stripped);
  if (!at || !lines) return null;
  const call = /(?:minimize|variableGrads|computeGradients)\((.+)/s.exec(
    lines.slice(at.line - 1, at.line + 15).join('\n'),
  );
  const list =
    call &&
    argumentsOf(call[1]!)
      .slice(1)
      .find((text) => /^\s*(?:\[|[A-Za-z_$][\w$.]*\s*$)/.test(text) && !/true|false|undefined/.test(text));
  const name = identifierIn(list ?? undefined);
  if (!list || name === null || list.trim().startsWith('[')) return list ? at : null;
  const line = declarationOf(lines, name);
  return line < 0 ? at : { file: at.file, line: line + 1 };
}

function nameOf(text: string, which: 'inputs' | 'targets'): string | null {
  const fit = /\b(?:fit|trainOnBatch)\(\s*(.+)/s.exec(text);
  if (fit) {
    const [inputs, targets] = argumentsOf(fit[1]!);
    return identifierIn(which === 'inputs' ? inputs : targets);
  }
  const loss = /losses\.\w+\(\s*(.+)/s.exec(text);
  if (loss) {
    const [labels, predictions] = argumentsOf(loss[1]!);
    return identifierIn(which === 'targets' ? labels : predictions?.replace(/^\s*[\w$.]+\(/, ''));
  }
  return null;
}

/** The first arguments of a call whose text begins after its bracket. */
function argumentsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++;
    if (')]}'.includes(letter) && --depth < 0) break;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

const identifierIn = (text: string | undefined): string | null => namesIn(text)[0] ?? null;

function namesIn(text: string | undefined): string[] {
  const names = (text ?? '').match(/(?<![.\w$])[A-Za-z_$][\w$]*/g) ?? [];
  return names.filter((name) => !['tf', 'await', 'this', 'new'].includes(name));
}

function declarationOf(lines: readonly string[], name: string): number {
  const word = name.replace(/\$/g, '\\$');
  const declared = new RegExp(
    `(?:\\b(?:const|let|var)\\s+(?:[{[][^=]*\\b)?${word}\\b|^\\s*${word}\\s*=[^=]|\\bfunction\\s*\\*?\\s*${word}\\b)`,
  );
  return lines.findIndex((line) => declared.test(line));
}

const stripped = (line: string) => line.replace(/\/\/.*$/, '');

/** The line that makes the optimizer, else the training's. */
export const ratePlace = (evidence: Evidence): Place =>
  lineNear(evidence, /tf\.train\.\w+\(|\btrain\.(?:sgd|adam|momentum|rmsprop|ada\w+)\(/, 400) ??
  lineNear(evidence, /\b(?:learningRate|learning_rate|rate|lr)\b\s*[=:]\s*[\d.]/i, 400) ??
  trainingPlace(evidence.payload);
