/** Words, numbers, names in quotes and signs of a condition. */
export type Token =
  | { kind: 'word' | 'sign'; text: string; at: number; end: number }
  | { kind: 'number'; value: number; at: number; end: number }
  | { kind: 'name'; value: string; closed: boolean; at: number; end: number }
  | { kind: 'other' | 'end'; at: number; end: number };

const SPACE = /\s*/y;
const NUMBER = /-?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?![\w$])/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const SIGN = /!=|<=|>=|==|[=<>().≠≤≥-]/y;
const NAME = /(["'])((?:(?!\1).)*)(\1?)/y;
/** Signs that mean the same. */
const SAME: Record<string, string> = { '==': '=', '≠': '!=', '≤': '<=', '≥': '>=' };

export function tokenAt(text: string, from: number): Token {
  const read = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const at = from + read(SPACE, from)![0].length;
  if (at >= text.length) return { kind: 'end', at: text.length, end: text.length };
  const number = read(NUMBER, at);
  if (number) return { kind: 'number', value: Number(number[0]), at, end: at + number[0].length };
  const word = read(WORD, at);
  if (word) return { kind: 'word', text: word[0], at, end: at + word[0].length };
  const name = read(NAME, at);
  if (name) return { kind: 'name', value: name[2]!, closed: name[3] !== '', at, end: at + name[0].length };
  const sign = read(SIGN, at);
  if (sign) return { kind: 'sign', text: SAME[sign[0]] ?? sign[0], at, end: at + sign[0].length };
  return { kind: 'other', at, end: at + 1 };
}
