/**
 * What people are told when something is wrong: a code that does not change, a sentence in English with places for values,
 * and the values. The sentence is also the key under which the editor finds it in its language.
 */
export type Value = string | number;

/** The sentences of a room by name: a code, or `code/variant` where one code has several. */
export type Sentences = Readonly<Record<string, string>>;
export type CodeOf<Name extends string> = Name extends `${infer Code}/${string}` ? Code : Name;

/** Puts the values into their places: `{0}`, `{1}`, … */
export function fill(sentence: string, values: readonly Value[]): string {
  return sentence.replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

export function codeOf<Name extends string>(name: Name): CodeOf<Name> {
  return name.split('/', 1)[0] as CodeOf<Name>;
}

export class CodedError extends Error {
  constructor(
    readonly code: string,
    readonly sentence: string,
    readonly values: readonly Value[] = [],
  ) {
    super(fill(sentence, values));
    // Some reach the user's own program, which prints the name.
    this.name = 'GradlensError';
  }
}

/** Makes the errors of a table of sentences. */
export function errorsOf<Table extends Sentences>(table: Table) {
  return (name: keyof Table & string, ...values: Value[]) => new CodedError(codeOf(name), table[name]!, values);
}
