/** Reads source text for trainings and for what needs a browser: all that needs the parser, loaded as one. */
import { diskFiles } from '../source/files.js';
import { importsTensorFlow } from '../source/modules.js';
import { browserUses, type BrowserUse } from '../source/browserUses.js';
import { namesTensorFlow } from '../source/imports.js';
import { findLambdas } from '../source/lambdas.js';
import { parseSource } from '../source/syntax.js';
import { findTrainingCalls } from './trainingCalls.js';
import type { TrainingCall } from './trainingWords.js';

export interface SourceScan {
  calls: TrainingCall[];
  /** Whether the program is written for the browser. */
  browser: boolean;
  /** Whether the text does not parse. */
  broken: boolean;
}

/** `onDisk`: the file's imports can be followed. */
export async function scanSource(text: string, file: string, onDisk: boolean): Promise<SourceScan> {
  const source = parseSource(text, file);
  let broken = false;
  source.tree.iterate({ enter: ({ type }) => void (broken ||= type.isError) });
  const known = onDisk && !namesTensorFlow(source) && (await importsTensorFlow(file, text, diskFiles));
  const calls = findTrainingCalls(source, known);
  return { calls, browser: calls.length > 0 && browserUses(source).length > 0, broken };
}

export function findBrowserUses(text: string, file: string): BrowserUse[] {
  return browserUses(parseSource(text, file));
}

/** Lines (from 1) on which a λ stands that can be tuned. */
export async function scanLambdas(text: string, file: string, onDisk: boolean): Promise<number[]> {
  const source = parseSource(text, file);
  const uses = namesTensorFlow(source) || (onDisk && (await importsTensorFlow(file, text, diskFiles)));
  if (!uses) return [];
  const { numbers, computed } = findLambdas(source);
  return [...new Set([...numbers.flatMap(({ lines }) => lines), ...computed.map(({ line }) => line)])].sort(
    (a, b) => a - b,
  );
}
