/** What was asked for at a step: the same numbers in float64 with their relative errors, and the Newton step. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber, formatShare } from '../../../src/format/number.js';
import type { NewtonPayload, VerifyPayload } from '../../../src/protocol/measurements.js';
import type { Reading } from '../../charts/reading.js';
import { sentenceOf } from './curvatureWords.js';

export function verifyTable({ quantities, why }: VerifyPayload): TemplateResult {
  if (why) return html`<p class="sentence">Not verified: ${sentenceOf(why)}</p>`;
  return html`<table class="numbers">
    <thead>
      <tr>
        <th scope="col">quantity</th>
        <th scope="col">float32</th>
        <th scope="col">float64</th>
        <th scope="col">relative error</th>
      </tr>
    </thead>
    <tbody>
      ${quantities.map(
        ({ quantity, value, float64, relativeError }) =>
          html`<tr>
            <th scope="row">${shownName(quantity)}</th>
            <td>${formatNumber(value)}</td>
            <td>${formatNumber(float64)}</td>
            <td>${formatNumber(relativeError)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const shownName = (quantity: string) => quantity.replace('λ1', 'λ₁');

/** The one number of the table: its largest error. */
export function verifyReadings({ quantities, why }: VerifyPayload): Reading[] {
  if (why || quantities.length === 0) return [];
  const worst = quantities.reduce((most, one) => (one.relativeError > most.relativeError ? one : most));
  return [
    { shape: 'none', role: 'text', name: 'largest error', value: formatNumber(worst.relativeError) },
    { shape: 'none', role: 'text', name: `of ${shownName(worst.quantity)}`, value: '', minor: true },
  ];
}

export function newtonReadings(newton: NewtonPayload): Reading[] {
  const row = (name: string, value: string, minor = true): Reading => ({
    ...{ shape: 'none', role: 'text', name, value },
    minor,
  });
  return [
    row('fall predicted', formatNumber(newton.predicted), false),
    row('fall actual', formatNumber(newton.actual), false),
    row('damping μ', formatNumber(newton.damping)),
    row('iterations', String(newton.iterations)),
    row('residual', formatNumber(newton.residual)),
    ...(newton.gradientChange === null ? [] : [row('ΔG = HΔx within', formatShare(newton.gradientChange))]),
  ];
}

export function newtonSentences(newton: NewtonPayload): TemplateResult {
  const gained = newton.predicted !== 0 ? newton.actual / newton.predicted : NaN;
  return html`<p class="sentence">
      ${
        newton.actual > 0
          ? `The loss of the probe batch would fall by ${formatNumber(newton.actual)}` +
            (Number.isFinite(gained) ? `, ${formatShare(gained)} of what the quadratic model says.` : '.')
          : `The loss of the probe batch would not fall: ${formatNumber(-newton.actual)} higher after the step.`
      }
    </p>
    ${
      newton.negativeCurvature && !newton.why
        ? html`<p class="sentence">Negative curvature was met: the iteration ended there.</p>`
        : nothing
    }
    ${newton.why ? html`<p class="sentence">${sentenceOf(newton.why)}</p>` : nothing}`;
}
