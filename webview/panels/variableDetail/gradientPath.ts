/** The way of the gradient from the loss to the variable of an opened row, op by op. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { barLength, largestNorm } from '../../../src/format/lineNote.js';
import { formatNumber } from '../../../src/format/number.js';
import { gradientPath } from '../../../src/protocol/gradientPath.js';
import type { GradientPath as Path, PathPoint } from '../../../src/protocol/lines.js';
import { Panel } from '../../frame/panel.js';
import { shownPaths, shownStep } from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import '../../ui/info.js';
import { styled } from '../../ui/styled.js';
import { baseName, extremeAt, gradientPathAbout, passedOn, pathSentence, pathTable } from './pathWords.js';

@customElement('gl-gradient-path')
export class GradientPath extends Panel {
  @property({ type: Number }) variable = 0;
  @property() name = '';

  static override styles = [
    panelStyles,
    css`
      .label {
        grid-row: 1 / span 2;
      }
      .label .second {
        display: block;
      }
      .label gl-info {
        margin-left: 2px;
      }
      .ops {
        grid-column: 2 / -1;
        max-height: 240px;
        overflow-y: auto;
        margin: 0;
        padding: 0 16px 0 0;
        list-style: none;
        line-height: 18px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 48px 64px 16px 72px;
        gap: 0 8px;
        align-items: center;
      }
      .op {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bar {
        height: 6px;
        border-bottom: 1px solid var(--gl-grid);
      }
      .bar i {
        display: block;
        height: 100%;
        background: var(--gl-data);
        transform-origin: left;
      }
      .extreme {
        color: var(--gl-warning);
        text-align: center;
      }
      li.end {
        font-weight: 600;
      }
      p {
        grid-column: 2 / -1;
        margin: 0;
        padding-right: 16px;
      }
      @container inspector (max-width: 559px) {
        .ops,
        p {
          grid-column: 1 / -1;
          padding: 0 8px 0 20px;
        }
        .label {
          grid-row: auto;
        }
        .label .second {
          display: inline;
          padding-left: 4px;
        }
        li {
          grid-template-columns: minmax(0, 1fr) 32px 56px 12px 64px;
          gap: 0 4px;
          font-size: 11px;
        }
      }
    `,
  ];

  override render() {
    const measured = shownPaths(this.state)?.measured ?? null;
    const path = measured && gradientPath(measured.payload, this.variable);
    if (!measured || !path) return nothing;
    const late = measured.step === shownStep(this.state) ? '' : `step ${measured.step}`;
    return html`<div class="columns">
      <div class="label">
        Gradient path
        <gl-info .about=${gradientPathAbout} .table=${() => pathTable(path, this.name)}></gl-info>
        <span class="second">${late}</span>
      </div>
      <p>${pathSentence(path)}</p>
      <ol class="ops" tabindex="0" aria-label=${`From the loss to ${this.name}`}>
        ${this.rows(path)}
      </ol>
    </div>`;
  }

  private rows(path: Path) {
    const largest = largestNorm([...path.points.map(({ norm }) => norm), path.norm]);
    const bar = (norm: number) =>
      html`<span class="bar"><i ${styled({ transform: `scaleX(${barLength(norm, largest)})` })}></i></span>`;
    return [
      ...path.points.map(
        (point, at) =>
          html`<li>
            <span class="op" title=${point.kernel}>${point.kernel} ${this.place(point)}</span>
            ${bar(point.norm)}
            <span class="number">${formatNumber(point.norm)}</span>
            <span class="extreme">${extremeAt(path, at)}</span>
            <span class="number second">${passedOn(path, at)}</span>
          </li>`,
      ),
      html`<li class="end">
        <span class="op">${this.name}</span>${bar(path.norm)}
        <span class="number">${formatNumber(path.norm)}</span>
      </li>`,
    ];
  }

  private place({ layer, file, line }: PathPoint) {
    const { store } = this;
    return html`${layer ? html`<span class="second">${layer}</span> ` : nothing}${
      file !== null && line !== null
        ? html`<button class="link" @click=${() => store.openLine(file, line)}>${baseName(file)}:${line}</button>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-gradient-path': GradientPath;
  }
}
