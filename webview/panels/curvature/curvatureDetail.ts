/** What was measured at one step: spectrum, eigenvalues, layers, the update, every entry of the Hessian, Newton, float64. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { CurvatureDetail as Detail } from '../../../src/protocol/curvature.js';
import type { CurvaturePayload } from '../../../src/protocol/records.js';
import '../../charts/chartFrame.js';
import type { EigenScale } from '../../charts/eigenAxis.js';
import { newest } from '../../charts/newest.js';
import type { Reading } from '../../charts/reading.js';
import '../../charts/spectrumChart.js';
import { Panel } from '../../frame/panel.js';
import { shownCurvatureDetail } from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import type { About, DataTable } from '../../ui/info.js';
import { newtonReadings, newtonSentences, verifyReadings, verifyTable } from './checks.js';
import { eigenvaluesAbout, layersAbout, newtonAbout, spectrumAbout, updateAbout, verifyAbout } from './aboutWords.js';
import {
  densityTable,
  eigenvalueTable,
  lanczosReadings,
  layerTable,
  spectrumLabel,
  spectrumReadings,
  updateLabel,
  updateReadings,
} from './curvatureWords.js';
import { ownLimit, withDensity, withEigenvalues, withLayers, withUpdate, type Measured } from './detailParts.js';
import { eigenTables, eigenTableStyles } from './eigenTable.js';
import './hessianPicture.js';
import './layerBars.js';
import { parabola, parabolaPlaces, parabolaStyles } from './parabola.js';
import { sampleAndStep, sampleText } from './trackReadings.js';

const PARABOLA_HEIGHTS = [72, 64] as const;

@customElement('gl-curvature-detail')
export class CurvatureDetail extends Panel {
  private readonly marks = newest((payload: CurvaturePayload) =>
    [...payload.eigenvalues, ...payload.smallest].map(({ value }) => value),
  );

  static override styles = [
    panelStyles,
    eigenTableStyles,
    parabolaStyles,
    css`
      :host > * {
        margin-top: 12px;
      }
      .sentence {
        margin: 0;
        line-height: 18px;
      }
      .notes {
        margin: 8px 0 0;
        padding: 0 16px 0 24px;
        list-style: none;
      }
      .layers-head {
        margin-bottom: 2px;
      }
      @container inspector (max-width: 559px) {
        .notes {
          padding: 0 8px 0 20px;
        }
      }
    `,
  ];

  override render() {
    const detail = shownCurvatureDetail(this.state);
    if (!detail) return nothing;
    const parts = [withDensity(detail), withEigenvalues(detail), withLayers(detail), withUpdate(detail)] as const;
    const [density, eigenvalues, layers, update] = parts;
    const notes = new Set(parts.flatMap((part) => part?.payload.notes ?? []));
    return html`${density ? this.spectrum(density) : nothing} ${eigenvalues ? this.eigenvalues(eigenvalues) : nothing}
    ${layers ? this.layers(layers, detail) : nothing} ${update ? this.updateAt(update) : nothing}
    ${
      detail.hessian
        ? html`<gl-hessian-picture .store=${this.store} .measured=${detail.hessian}></gl-hessian-picture>`
        : nothing
    }
    ${detail.newton ? this.newton(detail.newton) : nothing} ${detail.verify ? this.verify(detail.verify) : nothing}
    ${
      notes.size > 0
        ? html`<ul class="notes second">
            ${[...notes].map((note) => html`<li>${note}</li>`)}
          </ul>`
        : nothing
    }`;
  }

  private spectrum(measured: Measured) {
    const { store } = this;
    const { step, payload } = measured;
    const setScale = (scale: EigenScale) => store.setOption('curvature.scale', scale);
    return html`<gl-spectrum-chart
      .store=${store}
      second=${sampleAndStep({ ...payload, step })}
      .density=${payload.density}
      .marks=${this.marks(payload)}
      .limit=${ownLimit(payload)}
      scale=${store.option<string>('curvature.scale', 'symlog')}
      .setScale=${setScale}
      .readings=${spectrumReadings(measured)}
      label=${spectrumLabel(measured)}
      .about=${spectrumAbout}
      .table=${() => densityTable(payload.density!)}
    ></gl-spectrum-chart>`;
  }

  private eigenvalues({ step, payload }: Measured) {
    const second = sampleAndStep({ ...payload, step });
    const readings = lanczosReadings(payload);
    const table = () => eigenvalueTable(payload);
    return this.frame({ name: 'Eigenvalues', second, readings, about: eigenvaluesAbout, table }, eigenTables(payload));
  }

  private layers({ step, payload }: Measured, detail: Detail) {
    const layers = payload.layers!;
    const whole = payload.eigenvalues[0] ?? withEigenvalues(detail)?.payload.eigenvalues[0] ?? null;
    const table = () => layerTable(layers);
    const second = sampleAndStep({ ...payload, step });
    const readings: Reading[] = whole ? [{ shape: 'whole', role: 'text', name: 'λ₁ of all layers', value: '' }] : [];
    return html`<div>
      ${this.frame({ name: 'λ₁ by layer', second, readings, about: layersAbout, table }, html``)}
      <gl-layer-bars .store=${this.store} .layers=${layers} .whole=${whole?.value ?? null}></gl-layer-bars>
    </div>`;
  }

  private updateAt({ step, payload }: Measured) {
    const update = payload.update!;
    const width = this.state.layout.plotWidth;
    const height = PARABOLA_HEIGHTS[this.state.layout.merged ? 1 : 0];
    const places = update.alpha === null ? null : parabolaPlaces(update.alpha, width, height);
    const second = sampleAndStep({ ...payload, step });
    const readings = updateReadings(update);
    return this.frame(
      { name: 'The update', second, readings, about: updateAbout, table: null, labels: places?.labels ?? null },
      places ? parabola(places, width, height, updateLabel(update, step)) : html``,
    );
  }

  private newton({ step, payload }: NonNullable<Detail['newton']>) {
    const second = `${sampleText(payload.samples)}, step ${step}`;
    const readings = newtonReadings(payload);
    return this.frame(
      { name: 'Newton step', second, readings, about: newtonAbout, table: null },
      newtonSentences(payload),
    );
  }

  private verify({ step, payload }: NonNullable<Detail['verify']>) {
    const second = `${sampleText(payload.samples)}, step ${step}`;
    const readings = verifyReadings(payload);
    return this.frame({ name: 'Verified', second, readings, about: verifyAbout, table: null }, verifyTable(payload));
  }

  private frame(
    of: {
      name: string;
      second: string;
      readings: Reading[];
      about: About;
      table: (() => DataTable) | null;
      labels?: { x: number; text: string }[] | null;
    },
    plot: TemplateResult,
  ) {
    return html`<gl-chart-frame
      name=${of.name}
      second=${of.second}
      .readings=${of.readings}
      .about=${of.about}
      .table=${of.table}
      .labels=${of.labels ?? null}
      .width=${this.state.layout.plotWidth}
      >${plot}</gl-chart-frame
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-curvature-detail': CurvatureDetail;
  }
}
