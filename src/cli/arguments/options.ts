import { parseArgs } from 'node:util';
import { notAvailable, unknownOption, valueMissing, valueNotTaken } from '../usageError.js';

/** What a command takes, in the order in which help lists it. */
export interface OptionSpec {
  /** What stands for the value in help, a word for each word that it takes; absent: the option takes none. */
  value?: string;
  /** One line for help; absent: the option is planned and refused. */
  help?: string;
}

export type OptionSpecs = Record<string, OptionSpec>;

export interface ParsedOptions {
  values: Map<string, string>;
  flags: Set<string>;
  operands: string[];
  /** What stands after `--`; null where there is no `--`. */
  rest: string[] | null;
}

/** Splits the arguments of one command; everything that the table does not know is refused in one sentence. */
export function parseOptions(command: string, specs: OptionSpecs, argv: readonly string[]): ParsedOptions {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { type: spec.value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: joinWords(specs, argv),
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const parsed: ParsedOptions = { values: new Map(), flags: new Set(), operands: [], rest: null };
  for (const token of tokens) {
    if (token.kind === 'option-terminator') parsed.rest = [];
    else if (token.kind === 'positional') (parsed.rest ?? parsed.operands).push(token.value);
    else {
      const spec = Object.hasOwn(specs, token.name) && token.rawName.startsWith('--') ? specs[token.name] : undefined;
      if (!spec) throw unknownOption(token.rawName, command, available(specs));
      if (spec.help === undefined) throw notAvailable(token.rawName);
      if (spec.value) parsed.values.set(token.name, valueOf(token, spec.value));
      else if (token.value !== undefined) throw valueNotTaken(token.rawName);
      else parsed.flags.add(token.name);
    }
  }
  return parsed;
}

/** `--log LOW HIGH N` as one argument `--log=LOW HIGH N`, which is what the parser of Node knows. */
function joinWords(specs: OptionSpecs, argv: readonly string[]): string[] {
  const args: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at]!;
    if (argument === '--') return [...args, ...argv.slice(at)];
    const placeholder = argument.startsWith('--') ? specs[argument.slice(2)]?.value : undefined;
    const count = placeholder?.split(' ').length ?? 1;
    if (count === 1) {
      args.push(argument);
      continue;
    }
    const words = argv.slice(at + 1, at + 1 + count);
    if (words.length < count || words.some((word) => word.startsWith('--'))) throw valueMissing(argument, placeholder!);
    args.push(`${argument}=${words.join(' ')}`);
    at += count;
  }
  return args;
}

const available = (specs: OptionSpecs) =>
  Object.entries(specs)
    .filter(([, spec]) => spec.help !== undefined)
    .map(([name]) => `--${name}`);

/** `--steps --json` means a forgotten value, not a value "--json"; `--steps=--json` would mean it. */
function valueOf(
  token: { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined },
  placeholder: string,
) {
  if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--')))
    throw valueMissing(token.rawName, placeholder);
  return token.value;
}
