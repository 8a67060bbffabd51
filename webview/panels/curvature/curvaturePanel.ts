/** Panel 5: λ1 over the steps with its brackets and the limit, λ1 over the limit, the updates; below them what one step has. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { CurvatureSeries } from '../../../src/protocol/curvature.js';
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import '../../charts/lineChart.js';
import { epochMarks, type LineModel } from '../../charts/lineModel.js';
import { newest } from '../../charts/newest.js';
import type { Reading } from '../../charts/reading.js';
import { stepsXAxis, type XAxis } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import { epochStarts, shownCurvature, shownSeries, shownStep, stepAxis } from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import type { About, DataTable } from '../../ui/info.js';
import { controlStyles } from '../../ui/controls.js';
import { nonFiniteSpans } from '../loss/lossModel.js';
import { alphaAbout, ratioAbout, trackAbout } from './aboutWords.js';
import './curvatureDetail.js';
import { curvatureRows, curvatureRowStyles } from './curvatureRows.js';
import { historyTable, overStepsLabel, sentenceOf, updateTable } from './curvatureWords.js';
import { historyOf, type CurvatureHistory } from './history.js';
import { measureActions } from './measureActions.js';
import { alphaModel, among, ratioModel, trackModel, type Surroundings } from './trackModel.js';
import { alphaReadings, limitReadings, ratioReadings, trackReadings } from './trackReadings.js';

interface Chart {
  name: string;
  second: string;
  heights: readonly [number, number];
  model: LineModel;
  readings: Reading[];
  about: About;
  table: () => DataTable;
}

@customElement('gl-curvature')
export class Curvature extends Panel {
  private readonly axis = newest((last: number, width: number) => stepsXAxis({ last, width }));
  // Made once for each message about curvature; the steps that are recorded meanwhile only lengthen them.
  private readonly models = newest((curvature: CurvatureSeries, axis: XAxis, width: number) => {
    const { notMeasured, rule } = curvature;
    const gaps = { notMeasured, leastGap: (3 * (axis.span.to - axis.span.from)) / width };
    const history = historyOf(curvature);
    return {
      track: trackModel(history, axis, gaps, rule ? `limit, ${rule}` : 'limit'),
      ratio: ratioModel(history, axis, gaps),
      alpha: alphaModel(history, axis, gaps),
    };
  });
  private readonly grown = newest(
    (models: ReturnType<Curvature['models']>, series: TrainingSeries, axis: XAxis, width: number) => {
      const around = surroundings(series, axis, width);
      return {
        track: among(models.track, around),
        ratio: among(models.ratio, around),
        alpha: among(models.alpha, around),
      };
    },
  );

  static override styles = [
    panelStyles,
    controlStyles,
    curvatureRowStyles,
    css`
      :host {
        padding-top: 4px;
      }
      gl-line-chart + gl-line-chart {
        margin-top: 8px;
      }
      gl-x-axis-labels {
        grid-column: 2;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        padding: 0 8px 4px 15px;
        font-size: 11px;
      }
    `,
  ];

  override render() {
    const { state, store } = this;
    const [curvature, series] = [shownCurvature(state), shownSeries(state)];
    if (!curvature || !series) return null;
    const history = historyOf(curvature);
    const step = shownStep(state);
    const { last, width } = stepAxis(state);
    const axis = this.axis(last, width);
    const measured = history.track.length + history.anchors.length > 0;
    const actions = state.layout.merged ? measureActions(store) : null;
    return html`${actions ? html`<div class="actions">${actions}</div>` : nothing} ${curvatureRows(curvature, store)}
      ${measured ? this.overSteps(curvature, history, series, axis, step) : nothing}
      <gl-curvature-detail .store=${store}></gl-curvature-detail>`;
  }

  private overSteps(
    curvature: CurvatureSeries,
    history: CurvatureHistory,
    series: TrainingSeries,
    axis: XAxis,
    step: number,
  ) {
    const width = this.state.layout.plotWidth;
    const { track, ratio, alpha } = this.grown(this.models(curvature, axis, width), series, axis, width);
    const limit = limitReadings(history, step, curvature.rule);
    // A limit of the preconditioned Hessian stands beside what is held against it.
    const own = track.curves?.some(({ role }) => role === 'limit') ?? false;
    const table = () => historyTable(history, step);
    const charts: (Chart | null)[] = [
      {
        ...{ name: 'λ₁', second: track.range.log ? 'log scale' : 'linear scale', heights: [126, 96], model: track },
        readings: [...trackReadings(history, step), ...(own ? limit : [])],
        about: trackAbout,
        table,
      },
      ratio && {
        ...{ name: 'λ₁ over limit', second: own ? '' : 'preconditioned', heights: [74, 60], model: ratio },
        readings: [...ratioReadings(history, step), ...(own ? [] : limit)],
        about: ratioAbout,
        table,
      },
      alpha && {
        ...{ name: 'Update α', second: '', heights: [58, 56], model: alpha },
        readings: alphaReadings(history, step),
        about: alphaAbout,
        table: () => updateTable(history, step),
      },
    ];
    return html`${charts.map((chart) => (chart ? this.chart(chart, axis, step) : nothing))}
      <div class="columns"><gl-x-axis-labels class="plot" .store=${this.store} .axis=${axis}></gl-x-axis-labels></div>
      ${
        ratio === null && curvature.noLimit
          ? html`<div class="row second"><p>No limit is known: ${sentenceOf(curvature.noLimit)}</p></div>`
          : nothing
      }`;
  }

  private chart(chart: Chart, axis: XAxis, step: number) {
    return html`<gl-line-chart
      .store=${this.store}
      name=${chart.name}
      second=${chart.second}
      .heights=${chart.heights}
      .model=${chart.model}
      .axis=${axis}
      .readings=${chart.readings}
      label=${overStepsLabel(chart.name, step, chart.readings)}
      .about=${chart.about}
      .table=${chart.table}
    ></gl-line-chart>`;
  }
}

function surroundings(series: TrainingSeries, axis: XAxis, width: number): Surroundings {
  const starts = epochStarts(series).map(({ step, epoch }) => ({ x: axis.at(step - 0.5), epoch }));
  return {
    epochs: epochMarks(starts, width / (axis.span.to - axis.span.from), 28),
    nonFinite: nonFiniteSpans(series, axis),
    end: axis.at(series.steps + 0.5),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-curvature': Curvature;
  }
}
