/** Panel 6: magnitude of the terms, their share of the gradient and their cosine with the data's; each term with its formula. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { TrainingHead, TrainingSeries } from '../../../src/protocol/inspector.js';
import type { JacobianSeries } from '../../../src/protocol/jacobianSeries.js';
import type { TermsSeries } from '../../../src/protocol/terms.js';
import '../../charts/lineChart.js';
import type { LineModel } from '../../charts/lineModel.js';
import { newest } from '../../charts/newest.js';
import type { Reading } from '../../charts/reading.js';
import { stepsXAxis, type XAxis } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import {
  shownJacobian,
  shownReadings,
  shownSeries,
  shownStep,
  shownTerms,
  shownTraining,
  stepAxis,
} from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import type { About, DataTable } from '../../ui/info.js';
import { termsAt, type Shown } from '../loss/lossReadings.js';
import { magnitudeModel } from './magnitudeModel.js';
import { cosineModel, measuredMagnitude } from './measuredModels.js';
import { isDeclared, pointAt } from './measuredTerms.js';
import { jacobianModel, jacobianReadings, jacobianTable } from './jacobianChart.js';
import { lambdaAbout, lambdaModel, lambdaReadings, lambdaTable } from './lambdaModel.js';
import { chartLabel, cosineAbout, groupReadings, jacobianAbout, measuredTable } from './measuredWords.js';
import { magnitudeAbout, magnitudeLabel, magnitudeReadings, termsTable } from './regularizersWords.js';
import './robustnessChart.js';
import './shareRows.js';
import './termList.js';
import { declaredTerms, measuredTerms } from './listedTerms.js';
import { termNotes, termNoteStyles } from './termNotes.js';

interface Chart {
  name: string;
  second: string;
  heights: readonly [number, number];
  model: LineModel;
  readings: Reading[];
  label: string;
  about: About;
  table: () => DataTable;
}

@customElement('gl-regularizers')
export class Regularizers extends Panel {
  private readonly axis = newest((last: number, width: number) => stepsXAxis({ last, width }));
  private readonly declared = newest(magnitudeModel);
  private readonly jacobianOf = newest(jacobianModel);
  private readonly lambdaOf = newest(lambdaModel);
  // Made once for each message about terms, which come more seldom than steps.
  private readonly measured = newest((terms: TermsSeries, axis: XAxis, width: number) => {
    const leastGap = (3 * (axis.span.to - axis.span.from)) / width;
    return { magnitude: measuredMagnitude(terms, axis, leastGap), cosine: cosineModel(terms, axis, leastGap) };
  });

  static override styles = [
    panelStyles,
    termNoteStyles,
    css`
      :host {
        padding-top: 4px;
      }
      gl-line-chart + gl-line-chart,
      gl-share-rows + gl-line-chart,
      gl-robustness-chart {
        margin-top: 8px;
      }
      gl-x-axis-labels {
        grid-column: 2;
      }
    `,
  ];

  override render() {
    const { state, store } = this;
    const [head, series, terms] = [shownTraining(state), shownSeries(state), shownTerms(state)];
    if (!head || !series) return null;
    const { last, width } = stepAxis(state);
    const axis = this.axis(last, width);
    const step = shownStep(state);
    const shown: Shown = { head, series, step, readings: shownReadings(state) };
    const isKnown = terms !== null && terms.steps.length > 0;
    const penalized = isKnown && terms.terms.some(({ kind }) => kind === 'penalty');
    const measured = shownJacobian(state);
    const jacobian = this.jacobian(measured, axis, step);
    const lambda = this.lambda(series, axis, step);
    const cosine = isKnown ? this.cosine(terms, axis, width, step) : null;
    const listed = isKnown && terms.terms.length > 1 ? measuredTerms(terms, step) : declaredTerms(head, termsAt(shown));
    return html`${isKnown && !isDeclared(head, terms) ? this.chart(this.magnitudeOf(terms, axis, width, step), axis) : this.magnitude(head, series, axis, width, shown)}
      ${penalized ? html`<gl-share-rows .store=${store} .series=${terms}></gl-share-rows>` : nothing}
      ${cosine ? this.chart(cosine, axis) : nothing} ${lambda ? this.chart(lambda, axis) : nothing}
      ${jacobian ? this.chart(jacobian, axis) : nothing}
      <div class="columns"><gl-x-axis-labels .store=${store} .axis=${axis}></gl-x-axis-labels></div>
      ${
        measured?.robustness
          ? html`<gl-robustness-chart .store=${store} .measured=${measured.robustness}></gl-robustness-chart>`
          : nothing
      }
      ${
        listed.length > 1
          ? html`<gl-term-list
              .store=${store}
              .terms=${listed}
              .columns=${isKnown ? ['value', '‖∇‖', 'share'] : []}
            ></gl-term-list>`
          : nothing
      }
      ${terms ? termNotes(terms, step, store) : nothing}`;
  }

  /** Of declared penalties alone every step is known. */
  private magnitude(head: TrainingHead, series: TrainingSeries, axis: XAxis, width: number, shown: Shown) {
    if (head.terms.length === 0) return nothing;
    const readings = magnitudeReadings(shown, this.state.layout.merged);
    return this.chart(
      {
        ...{ name: 'Magnitude', second: 'stacked', heights: [82, 68], readings },
        model: this.declared(head, series, axis, width),
        label: magnitudeLabel(shown, readings),
        about: magnitudeAbout,
        table: () => termsTable(head, termsAt(shown)),
      },
      axis,
    );
  }

  private magnitudeOf(terms: TermsSeries, axis: XAxis, width: number, step: number): Chart {
    const readings = groupReadings(terms, step, 'value', this.state.layout.merged);
    return {
      ...{ name: 'Magnitude', second: 'stacked', heights: [82, 68], readings },
      model: this.measured(terms, axis, width).magnitude,
      label: chartLabel('Magnitude of the terms, stacked,', step, readings),
      about: magnitudeAbout,
      table: () => measuredTable(terms, pointAt(terms, step)),
    };
  }

  private cosine(terms: TermsSeries, axis: XAxis, width: number, step: number): Chart | null {
    const { cosine } = this.measured(terms, axis, width);
    if (!cosine) return null;
    const readings = groupReadings(terms, step, 'cosine', this.state.layout.merged);
    return {
      ...{ name: 'Cosine', second: 'to the data’s', heights: [58, 56], model: cosine, readings },
      label: chartLabel('Cosine with the gradient of the data', step, readings),
      about: cosineAbout,
      table: () => measuredTable(terms, pointAt(terms, step)),
    };
  }

  private jacobian(series: JacobianSeries | null, axis: XAxis, step: number): Chart | null {
    const model = series && this.jacobianOf(series, axis);
    if (!series || !model) return null;
    const readings = jacobianReadings(series, step);
    const of = series.output?.logits === false ? '∂outputs/∂x' : '∂logits/∂x';
    return {
      ...{ name: 'Jacobian', second: model.range.log ? `${of}, log` : of, heights: [66, 60], model, readings },
      label: chartLabel('Norm of the Jacobian of the outputs', step, readings),
      about: jacobianAbout,
      table: () => jacobianTable(series),
    };
  }

  private lambda({ metrics }: TrainingSeries, axis: XAxis, step: number): Chart | null {
    const model = this.lambdaOf(metrics, axis);
    if (!model) return null;
    const readings = lambdaReadings(metrics, step);
    return {
      ...{ name: 'λ', second: 'adaptive, log', heights: [58, 56], model, readings },
      label: chartLabel('Adaptive λ', step, readings),
      about: lambdaAbout,
      table: () => lambdaTable(metrics, step),
    };
  }

  private chart(chart: Chart, axis: XAxis) {
    return html`<gl-line-chart
      .store=${this.store}
      name=${chart.name}
      second=${chart.second}
      .heights=${chart.heights}
      .model=${chart.model}
      .axis=${axis}
      .readings=${chart.readings}
      label=${chart.label}
      .about=${chart.about}
      .table=${chart.table}
    ></gl-line-chart>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-regularizers': Regularizers;
  }
}
