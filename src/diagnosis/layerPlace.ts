/** Where a finding about a layer stands: the line that makes the layer, or the option of that call which is to blame. */
import type { TrainingPayload, VariableInfo } from '../protocol/records.js';
import type { Evidence } from './evidence.js';
import type { Place } from './place.js';
import type { Diagnosed } from './rule.js';

/** Lines of one call, at most. */
const LONGEST = 20;

/** A helper makes layers that are used on several lines: then the line where this one is put into the model tells more. */
function applicationOf(
  { layer, file, line }: VariableInfo,
  { variables }: TrainingPayload,
  programs: Evidence['programs'],
): Place {
  const used = (row: number) => programs[0]?.applications.get(row)?.[0] ?? null;
  const first = used(variables.findIndex((variable) => variable.layer === layer));
  // Layers of a loop are used on one line.
  const helped = variables.some(
    (other, row) => other.file === file && other.line === line && first && used(row) && used(row)?.line !== first.line,
  );
  return helped && first?.line !== line ? first : null;
}

export function placeIn({ place, layer, option }: Diagnosed, { payload, programs, source }: Evidence): Place {
  const made =
    layer === null
      ? undefined
      : payload.variables.find((variable) => variable.layer === layer && variable.line !== null);
  const text = made?.file ? source(made.file)?.split('\n')[(made.line ?? 0) - 1] : undefined;
  // A layer class of the user's own adds the weights of all its layers on one line.
  const inside = made && !/addWeight/.test(text ?? '') ? applicationOf(made, payload, programs) : null;
  if (inside) return inside;
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
