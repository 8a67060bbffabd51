/** Words of the findings panel. */
import { evidenceText } from '../../../src/format/evidence.js';
import type { ShownFinding } from '../../../src/protocol/inspector.js';

/** Layer or variable, the numbers, and at how many steps it held: `layer dense1, dead 0.813, units 120; at 43 steps`. */
export function evidenceWords({ layer, variable, evidence, count, message }: ShownFinding): string {
  const subject = layer !== null ? `layer ${layer}` : variable;
  // Said once is enough: most messages name it.
  const named = subject === null || message.includes(layer ?? variable ?? '');
  const numbers = [...(named ? [] : [subject]), evidenceText(evidence)].filter((text) => text !== '').join(', ');
  return [numbers, countWords(count)].filter((text) => text !== '').join('; ');
}

const countWords = (count: number): string => (count > 1 ? `seen ${count} times` : '');

/** The step to go to, and the words for it; null: it is about no step of this record. */
export function sinceWhen({ training, step }: { training: number; step: number }, recorded: number) {
  if (training < 0 || recorded === 0) return null;
  return step < 1 ? { words: 'from the', link: 'start', step: 1 } : { words: 'since step', link: String(step), step };
}

export function followedWords(count: number): string {
  return count === 1 ? '1 consequence' : `${count} consequences`;
}
