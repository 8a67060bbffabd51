/** The spectral density in the three columns, with an axis of eigenvalues of its own and a cursor that reads it. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import type { SpectralDensity } from '../../src/protocol/records.js';
import { Panel } from '../frame/panel.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { controlStyles, toggle } from '../ui/controls.js';
import type { About, DataTable } from '../ui/info.js';
import { surfaceOf } from './canvas.js';
import './chartFrame.js';
import { eigenAt, eigenTicks, type EigenScale } from './eigenAxis.js';
import { newest } from './newest.js';
import './ownAxisPlot.js';
import { paletteOf } from './palette.js';
import type { Reading } from './reading.js';
import { densityAt, spectrumModel, type SpectrumModel } from './spectrumModel.js';
import { paintSpectrum, spectrumTop } from './spectrumPainter.js';
import { formatTick } from './valueRange.js';

const HEIGHTS = [104, 88] as const;
const NO_MARKS: readonly number[] = [];

@customElement('gl-spectrum-chart')
export class SpectrumChart extends Panel {
  @property() second = '';
  @property({ attribute: false }) density!: SpectralDensity;
  /** Eigenvalues known one by one. */
  @property({ attribute: false }) marks: readonly number[] = NO_MARKS;
  @property({ attribute: false }) limit: number | null = null;
  @property() scale: EigenScale = 'symlog';
  @property({ attribute: false }) setScale: (scale: EigenScale) => void = () => undefined;
  @property({ attribute: false }) readings: readonly Reading[] = [];
  @property() label = '';
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  /** The cursor's place as a share of the width. */
  @reactive() private at: number | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;
  private readonly model = newest(spectrumModel);
  private painted: unknown[] = [];

  static override styles = [
    panelStyles,
    controlStyles,
    css`
      canvas {
        display: block;
      }
      .toggle-button {
        font-size: 11px;
        margin: 2px 0 0 -6px;
      }
    `,
  ];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.layout !== before.layout || state.theme !== before.theme;
  }

  override render() {
    const { state } = this;
    const model = this.model(this.density, this.marks, this.limit, this.scale);
    const width = state.layout.plotWidth;
    const height = this.plotHeight();
    const linear = this.scale === 'linear';
    return html`<gl-chart-frame
      name="Spectrum"
      second=${this.second}
      .about=${this.about}
      .table=${this.table}
      .ticks=${model.ticks.map((tick) => ({ top: spectrumTop(tick, model, height), text: formatTick(tick) }))}
      .labels=${eigenTicks(model.axis, width)}
      .width=${width}
      .readings=${this.shownReadings(model)}
    >
      <span slot="tools">${toggle('Linear Axis', linear, (on) => this.setScale(on ? 'linear' : 'symlog'))}</span>
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
    const { state } = this;
    const model = this.model(this.density, this.marks, this.limit, this.scale);
    const [width, height] = [state.layout.plotWidth, this.plotHeight()];
    const needs = [model, width, height, state.theme, devicePixelRatio];
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    paintSpectrum(surfaceOf(this.canvas, width, height), model, paletteOf(this, state.theme));
  }

  private plotHeight(): number {
    return HEIGHTS[this.state.layout.merged ? 1 : 0];
  }

  private shownReadings(model: SpectrumModel): Reading[] {
    // A limit outside of the picture has no mark in it.
    const inSight = this.readings.map((reading): Reading =>
      reading.role === 'limit' && model.limit === null
        ? { ...reading, shape: 'none', name: `${reading.name}, outside` }
        : reading,
    );
    return this.at === null ? inSight : [...inSight, ...this.cursorReadings(model, this.at)];
  }

  private cursorReadings({ axis }: SpectrumModel, at: number): Reading[] {
    const value = eigenAt(at, axis);
    const there = densityAt(this.density, value);
    const text = there ? `${formatNumber(there.value)} ± ${formatNumber(there.spread)}` : '0';
    return [{ shape: 'none', role: 'text', name: `density at ${formatNumber(value)}`, value: text }];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-spectrum-chart': SpectrumChart;
  }
}
