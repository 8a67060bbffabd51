/** The text of a program with everything of its own that it imports, without the λ in it. */
import { importedFiles } from '../source/modules.js';
import type { Files } from '../source/files.js';

export interface LiteralPlace {
  file: string;
  from: number;
  to: number;
}

/** Files with their texts, in the order in which they are met; the literal is left out: applied, it is still the same program. */
export async function programText(
  program: string,
  literal: LiteralPlace,
  files: Files,
): Promise<[file: string, text: string][]> {
  const texts = new Map<string, string>();
  const waiting = [program];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (texts.has(file)) continue;
    const text = (await files.read(file)) ?? '';
    texts.set(file, file === literal.file ? `${text.slice(0, literal.from)}λ${text.slice(literal.to)}` : text);
    waiting.push(...(await importedFiles(file, text, files)));
  }
  return [...texts];
}
