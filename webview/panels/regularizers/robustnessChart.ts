/** The loss at disturbed inputs in the three columns, with an axis of ε of its own. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import { surfaceOf } from '../../charts/canvas.js';
import '../../charts/chartFrame.js';
import { newest } from '../../charts/newest.js';
import '../../charts/ownAxisPlot.js';
import { paletteOf } from '../../charts/palette.js';
import { formatTick } from '../../charts/valueRange.js';
import { Panel } from '../../frame/panel.js';
import type { InspectorState } from '../../state/state.js';
import { panelStyles } from '../../theme/panelStyles.js';
import {
  epsilonLabels,
  robustnessAbout,
  robustnessLabel,
  robustnessModel,
  robustnessReadings,
  robustnessTable,
  robustnessTop,
  type MeasuredRobustness,
} from './robustnessModel.js';
import { paintRobustness } from './robustnessPainter.js';

const HEIGHTS = [88, 72] as const;

@customElement('gl-robustness-chart')
export class RobustnessChart extends Panel {
  @property({ attribute: false }) measured!: MeasuredRobustness;
  /** The cursor's place as a share of the width. */
  @reactive() private at: number | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;
  private readonly model = newest(robustnessModel);
  private painted: unknown[] = [];

  static override styles = [
    panelStyles,
    css`
      canvas {
        display: block;
      }
    `,
  ];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.layout !== before.layout || state.theme !== before.theme;
  }

  override render() {
    const { measured } = this;
    const model = this.model(measured);
    const width = this.state.layout.plotWidth;
    const { samples, step } = measured;
    return html`<gl-chart-frame
      name="Robustness"
      second=${`loss over ε, ${samples === null ? '' : `${samples} samples, `}step ${step}`}
      .about=${robustnessAbout}
      .table=${() => robustnessTable(measured)}
      .ticks=${model.ticks.map((tick) => ({ top: robustnessTop(tick, model, this.plotHeight()), text: formatTick(tick) }))}
      .labels=${epsilonLabels(model, width)}
      .width=${width}
      .readings=${robustnessReadings(measured, model, this.at)}
    >
      <gl-own-axis-plot
        label=${robustnessLabel(measured)}
        .at=${this.at}
        @gl-at=${({ detail }: CustomEvent<number | null>) => (this.at = detail)}
        ><canvas></canvas
      ></gl-own-axis-plot>
    </gl-chart-frame>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { layout, theme } = this.state;
    const model = this.model(this.measured);
    const [width, height] = [layout.plotWidth, this.plotHeight()];
    const needs = [model, width, height, theme, devicePixelRatio];
    // Readings change at every move of the cursor; the picture does not.
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    paintRobustness(surfaceOf(this.canvas, width, height), model, paletteOf(this, theme));
  }

  private plotHeight(): number {
    return HEIGHTS[this.state.layout.merged ? 1 : 0];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-robustness-chart': RobustnessChart;
  }
}
