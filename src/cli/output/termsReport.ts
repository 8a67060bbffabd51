/** The terms of the loss as `--json` prints them. */
import type { TermInfo } from '../../protocol/records.js';
import type { ReportTerm, ReportTraining } from '../../protocol/report.js';
import { sharesOf, type LossTermsPayload } from '../../protocol/terms.js';
import { jsonNumber } from './jsonNumber.js';
import type { TrainingTally } from './tally.js';

/** As they were measured last; where nothing was, the declared regularizers with their values. */
export function reportTerms(training: TrainingTally): Pick<ReportTraining, 'terms' | 'termSum'> {
  const { lossTerms, payload, terms } = training;
  if (!lossTerms || lossTerms.payload.notMeasured !== null) {
    return { terms: payload.terms.map((term, row) => declaredTerm(term, terms?.[row])), termSum: null };
  }
  const { step, payload: measured } = lossTerms;
  const names = payload.variables.map(({ name }) => name);
  return {
    terms: measuredTerms(measured, names),
    termSum: {
      step,
      samples: measured.samples,
      value: jsonNumber(measured.loss),
      gradientNorm: jsonNumber(measured.gradientNorm),
      difference: jsonNumber(measured.difference),
    },
  };
}

function measuredTerms(measured: LossTermsPayload, names: readonly string[]): ReportTerm[] {
  const shares = sharesOf(measured.gradientNorms);
  return measured.terms.map(({ name, file, line, lambda }, i) => ({
    ...{ name, file, line },
    value: jsonNumber(measured.values[i]!),
    gradientNorm: jsonNumber(measured.gradientNorms[i]!),
    share: knownNumber(shares[i]!),
    cosine: knownNumber(measured.cosines[i]!),
    lambda: jsonNumber(lambda),
    variables: names.map((variable, row) => ({
      name: variable,
      gradientNorm: jsonNumber(measured.norms[i * names.length + row]!),
    })),
  }));
}

/** There is no share of nothing and no angle to it. */
const knownNumber = (value: number) => (Number.isNaN(value) ? null : jsonNumber(value));

/** A declared term without a value was not measured: NaN in the record, null here. λ only where there is just one. */
function declaredTerm(term: TermInfo, value: number | undefined): ReportTerm {
  const [penalty, ...more] = term.penalties;
  return {
    ...{ name: term.name, file: term.file, line: term.line },
    value: value === undefined ? null : knownNumber(value),
    ...{ gradientNorm: null, share: null, cosine: null },
    lambda: more.length === 0 ? jsonNumber(penalty?.lambda ?? null) : null,
    variables: [],
  };
}
