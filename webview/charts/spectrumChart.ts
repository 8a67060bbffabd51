/** The spectral density over an axis of eigenvalues of its own. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import type { SpectralDensity } from '../../src/protocol/records.js';
import { Panel } from '../frame/panel.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { controlStyles, toggle } from '../ui/controls.js';
import type { About, DataTable } from '../ui/info.js';
import type { Surface } from './canvas.js';
import { eigenAt, eigenTicks, type EigenScale } from './eigenAxis.js';
import { newest } from './newest.js';
import './ownAxisChart.js';
import type { Palette } from './palette.js';
import type { Reading } from './reading.js';
import { densityAt, spectrumModel, type SpectrumModel } from './spectrumModel.js';
import { paintSpectrum, spectrumTop } from './spectrumPainter.js';

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
  private readonly model = newest(spectrumModel);

  static override styles = [
    panelStyles,
    controlStyles,
    css`
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
    const { layout, theme } = this.state;
    const model = this.model(this.density, this.marks, this.limit, this.scale);
    const linear = this.scale === 'linear';
    return html`<gl-own-axis-chart
      name="Spectrum"
      second=${this.second}
      label=${this.label}
      .layout=${layout}
      .theme=${theme}
      .heights=${HEIGHTS}
      .ticks=${model.ticks}
      .top=${(value: number, height: number) => spectrumTop(value, model, height)}
      .labels=${(width: number) => eigenTicks(model.axis, width)}
      .paint=${this.painterOf(model)}
      .readings=${(at: number | null) => this.shownReadings(model, at)}
      .about=${this.about}
      .table=${this.table}
    >
      <span slot="tools">${toggle('Linear Axis', linear, (on) => this.setScale(on ? 'linear' : 'symlog'))}</span>
    </gl-own-axis-chart>`;
  }

  private readonly painterOf = newest(
    (model: SpectrumModel) => (surface: Surface, palette: Palette) => paintSpectrum(surface, model, palette),
  );

  private shownReadings(model: SpectrumModel, at: number | null): Reading[] {
    // A limit outside of the picture has no mark in it.
    const inSight = this.readings.map((reading): Reading =>
      reading.role === 'limit' && model.limit === null
        ? { ...reading, shape: 'none', name: `${reading.name}, outside` }
        : reading,
    );
    return at === null ? inSight : [...inSight, ...this.cursorReadings(model, at)];
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
