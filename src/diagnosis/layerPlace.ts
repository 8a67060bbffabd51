/** Where a finding about a layer stands: the line that makes the layer, or the option of that call which is to blame. */
import type { Evidence } from './evidence.js';
import type { Place } from './place.js';
import type { Diagnosed } from './rule.js';

/** Lines of one call, at most. */
const LONGEST = 20;

export function placeIn({ place, layer, option }: Diagnosed, { payload, source }: Evidence): Place {
  const made =
    layer === null
      ? undefined
      : payload.variables.find((variable) => variable.layer === layer && variable.line !== null);
  const at =
    made?.file && made.line !== null && (place === null || option) ? { file: made.file, line: made.line } : place;
  if (!at || !option) return at;
  const lines = source(at.file)?.split('\n') ?? [];
  let depth = 0;
  for (let i = at.line - 1; i < Math.min(lines.length, at.line - 1 + LONGEST); i++) {
    const text = (lines[i] ?? '').replace(/\/\/.*$/, '');
    if (option.test(text)) return { file: at.file, line: i + 1 };
    for (const letter of text) depth += '([{'.includes(letter) ? 1 : ')]}'.includes(letter) ? -1 : 0;
    if (depth <= 0) break;
  }
  return at;
}
