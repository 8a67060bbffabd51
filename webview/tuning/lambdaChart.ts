/** A chart over λ in the three columns, with a cursor that stands on values that were tried. */
import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import { surfaceOf, type Surface } from '../charts/canvas.js';
import '../charts/chartFrame.js';
import '../charts/ownAxisPlot.js';
import { paletteOf, type Palette } from '../charts/palette.js';
import type { Reading } from '../charts/reading.js';
import { formatTick } from '../charts/valueRange.js';
import type { Layout } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import type { About, DataTable } from '../ui/info.js';
import { lambdaTicks } from './lambdaAxis.js';
import type { CoefficientModel, TuneModel } from './tuneModel.js';

@customElement('gl-lambda-chart')
export class LambdaChart extends LitElement {
  @property() name = '';
  @property() second = '';
  @property() label = '';
  @property({ attribute: false }) model!: Pick<TuneModel | CoefficientModel, 'axis' | 'lambdas' | 'range' | 'ticks'>;
  @property({ attribute: false }) layout!: Layout;
  @property({ attribute: false }) theme!: Theme;
  /** Height of the plot in CSS pixels: in three columns, and in the narrow layout. */
  @property({ attribute: false }) heights: readonly [number, number] = [220, 180];
  /** Pixels from the top of the plot, for a value. */
  @property({ attribute: false }) top!: (value: number, height: number) => number;
  @property({ attribute: false }) paint!: (surface: Surface, palette: Palette) => void;
  /** At a share of the width, or null where there is no cursor. */
  @property({ attribute: false }) readings!: (at: number | null) => Reading[];
  @property({ attribute: false }) about!: About;
  @property({ attribute: false }) table!: () => DataTable;
  @reactive() private at: number | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = [panelStyles];

  override render() {
    const width = this.layout.plotWidth;
    return html`<gl-chart-frame
      name=${this.name}
      second=${this.second}
      .about=${this.about}
      .table=${this.table}
      .ticks=${this.model.ticks.map((tick) => ({ top: this.top(tick, this.plotHeight()), text: formatTick(tick) }))}
      .labels=${lambdaTicks(this.model.axis, width)}
      .width=${width}
      .readings=${this.readings(this.at)}
    >
      <gl-own-axis-plot
        label=${this.label}
        .at=${this.at}
        @gl-at=${({ detail }: CustomEvent<number | null>) => (this.at = detail)}
        ><canvas></canvas
      ></gl-own-axis-plot>
    </gl-chart-frame>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Readings change at every move of the cursor; the picture does not.
    if (!['model', 'layout', 'theme', 'paint'].some((name) => changed.has(name))) return;
    this.canvas.style.display = 'block';
    this.paint(surfaceOf(this.canvas, this.layout.plotWidth, this.plotHeight()), paletteOf(this, this.theme));
  }

  private plotHeight(): number {
    return this.heights[this.layout.merged ? 1 : 0];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-lambda-chart': LambdaChart;
  }
}
