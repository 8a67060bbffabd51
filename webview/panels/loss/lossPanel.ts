/** Panel 3: the loss with its terms and validation, the metrics below, on one x axis. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import '../../charts/lineChart.js';
import type { LineModel } from '../../charts/lineModel.js';
import { newest } from '../../charts/newest.js';
import { epochsXAxis, secondsXAxis, stepsXAxis, type XAxis, type XUnit } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import {
  epochStarts,
  shownReadings,
  shownSeries,
  shownStep,
  shownTerms,
  shownTraining,
  stepAxis,
} from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { writtenTerms } from '../regularizers/measuredTerms.js';
import { lossAbout, lossLabel, lossTable, metricAbout, metricLabel, metricTable } from './lossWords.js';
import { lossModel, type LossChart, type LossOptions } from './lossModel.js';
import { lossReadings, metricReadings, type Shown } from './lossReadings.js';
import { metricGroups, metricModel, metricTitle, type MetricGroup } from './metricModel.js';

@customElement('gl-loss-panel')
export class LossPanel extends Panel {
  // What depends on the series is made once for each series; moving the cursor makes readings only.
  private readonly axisOf = newest((unit: XUnit, series: TrainingSeries, last: number, width: number, live: boolean) =>
    xAxisOf(unit, series, { last, width }, live),
  );
  private readonly lossOf = newest(lossModel);
  private readonly optionsOf = newest((log: boolean, smooth: boolean, places: number, pixels: number) => ({
    log,
    smooth,
    places,
    pixels,
  }));
  private readonly metricsOf = newest((series: TrainingSeries, axis: XAxis, options: LossOptions) =>
    metricGroups(series.metrics).map((group): [MetricGroup, LineModel] => [
      group,
      metricModel(group, series, axis, options),
    ]),
  );

  static override styles = [
    panelStyles,
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
    `,
  ];

  override render() {
    const { state, store } = this;
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    const shared = stepAxis(state);
    const unit = store.option<string>('loss.x', 'steps') as XUnit;
    const axis = this.axisOf(unit, series, shared.last, shared.width, state.status?.live ?? false);
    const options = this.optionsOf(
      store.option('loss.log', true),
      store.option('loss.smooth', true),
      Math.ceil(shared.last / series.size),
      shared.width,
    );
    const written = writtenTerms(head, shownTerms(state));
    const model = this.lossOf(head, series, axis, options, written);
    const shown: Shown = { head, series, step: shownStep(state), readings: shownReadings(state), written };
    return html`${this.lossChart(model, axis, shown)}
      ${this.metricsOf(series, axis, options).map(([group, chart]) => this.metricChart(group, chart, axis, shown))}
      <div class="columns"><gl-x-axis-labels class="plot" .store=${store} .axis=${axis}></gl-x-axis-labels></div>`;
  }

  private lossChart(model: LossChart, axis: XAxis, shown: Shown) {
    const second = model.range.log ? 'log scale' : model.logRefused ? 'linear: not all above zero' : 'linear scale';
    const readings = lossReadings(shown);
    return html`<gl-line-chart
      .store=${this.store}
      name="Loss"
      second=${second}
      .heights=${[118, 86]}
      .model=${model}
      .axis=${axis}
      .readings=${readings}
      label=${lossLabel(shown, readings)}
      .about=${lossAbout}
      .table=${() => lossTable(shown)}
    ></gl-line-chart>`;
  }

  private metricChart(group: MetricGroup, model: LineModel, axis: XAxis, { step }: Shown) {
    const readings = metricReadings(group, step);
    return html`<gl-line-chart
      .store=${this.store}
      name=${metricTitle(group.name)}
      .heights=${[60, 52]}
      .model=${model}
      .axis=${axis}
      .readings=${readings}
      label=${metricLabel(metricTitle(group.name), step, readings)}
      .about=${metricAbout(metricTitle(group.name))}
      .table=${() => metricTable(group, step)}
    ></gl-line-chart>`;
  }
}

function xAxisOf(unit: XUnit, series: TrainingSeries, axis: { last: number; width: number }, live: boolean): XAxis {
  if (unit === 'seconds') return secondsXAxis(axis, series, live);
  const starts = [{ step: 1, epoch: series.epoch[0] ?? NaN }, ...epochStarts(series)];
  return unit === 'epochs' && hasEpochs(series) ? epochsXAxis(axis, starts) : stepsXAxis(axis);
}

export function hasEpochs(series: TrainingSeries): boolean {
  return Number.isFinite(series.epoch[0] ?? NaN);
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-loss-panel': LossPanel;
  }
}
