/** Operands and values of options as what they stand for. */
import { operandExtra, operandMissing, valueWrong } from '../usageError.js';
import { COMMANDS, type CommandName } from './commands.js';
import type { ParsedOptions } from './options.js';

/** `train.js:12` is line 12 of train.js; on Windows `C:\train.js` has a colon and no line. */
export function splitLine(operand: string): { file: string; line: number | null } {
  const match = /^(.+):(\d+)$/.exec(operand);
  if (!match) return { file: operand, line: null };
  const line = Number(match[2]);
  if (line < 1) throw valueWrong('FILE:LINE', operand, 'a line from 1');
  return { file: match[1]!, line };
}

export function operands(name: CommandName, parsed: ParsedOptions, count: number, most = count): string[] {
  const given = name === 'train' || name === 'tune' ? parsed.operands : [...parsed.operands, ...(parsed.rest ?? [])];
  if (given.length < count) throw operandMissing(name, COMMANDS[name].usage);
  if (given.length > most) throw operandExtra(name, given[most]!, COMMANDS[name].usage);
  return given;
}

export function oneOf<Name extends string>(parsed: ParsedOptions, option: string, names: readonly Name[]): Name | null {
  const value = parsed.values.get(option);
  if (value === undefined) return null;
  const name = names.find((known) => known === value);
  if (name === undefined) throw valueWrong(`--${option}`, value, `one of ${names.join(', ')}`);
  return name;
}

export function number(parsed: ParsedOptions, option: string, expected: string, fits: (value: number) => boolean) {
  const text = parsed.values.get(option);
  if (text === undefined) return null;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!fits(value)) throw valueWrong(`--${option}`, text, expected);
  return value;
}

export const isCount = (value: number) => Number.isSafeInteger(value);
