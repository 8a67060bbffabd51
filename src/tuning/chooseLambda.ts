/** Which number of a file is meant. */
import type { Lambda, Lambdas } from '../source/lambdas.js';
import { lambdaAmbiguous, lambdaMissing, lambdaMissingAt, lambdaNotLiteral, lambdaNotNamed } from './errors.js';

export interface LambdaWish {
  /** As the user wrote it, for the sentences. */
  file: string;
  line: number | null;
  name: string | null;
}

/**
 * The numbers that fit the wish, at least one.
 * @param named numbers of the file that have the name wished for, whether or not they look like a λ.
 * @throws CodedError where there is none.
 */
export function lambdasMeant(
  { file, line, name }: LambdaWish,
  { numbers, computed }: Lambdas,
  named: Lambda[],
): Lambda[] {
  const known = name === null ? numbers : named;
  const meant = line === null ? known : known.filter(({ lines }) => lines.includes(line));
  if (meant.length > 0) return meant;
  const other = computed.find((at) => (line === null || at.line === line) && (name === null || at.name === name));
  if (other) throw lambdaNotLiteral(other.name, file, other.line, other.text);
  if (name !== null) throw lambdaNotNamed(line === null ? file : `${file}:${line}`, name);
  throw line === null ? lambdaMissing(file) : lambdaMissingAt(file, line, listed(numbers));
}

/** @throws CodedError where several fit, or none. */
export function theLambda(wish: LambdaWish, lambdas: Lambdas, named: Lambda[]): Lambda {
  const [first, ...others] = lambdasMeant(wish, lambdas, named);
  if (others.length > 0) throw lambdaAmbiguous(wish.file, listed([first!, ...others]));
  return first!;
}

const listed = (numbers: readonly Lambda[]) =>
  numbers.map(({ name, value, line }) => `${name} = ${value} (line ${line})`).join(', ');
