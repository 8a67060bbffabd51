/** Share of the gradient by layer: penalties filled from below, what is left empty is the data's. */
import { css, html, nothing, svg } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { formatShare } from '../../../src/format/number.js';
import type { TermsSeries } from '../../../src/protocol/terms.js';
import { Panel } from '../../frame/panel.js';
import '../../frame/stepPlot.js';
import { xOfStep, type StepAxis } from '../../layout/stepAxis.js';
import { shownStep, stepAxis } from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import '../../ui/info.js';
import { styled } from '../../ui/styled.js';
import { shortLayer } from '../gradientFlow/flowItems.js';
import { shareAbout, shareTable } from './measuredWords.js';
import { groupAt, layerShare, measuredGroups, pointAt, withGaps, type MeasuredGroup } from './measuredTerms.js';

const HEIGHT = 18;
const MOST_LAYERS = 12;

interface Row {
  name: string;
  title: string;
  /** Of a group at a measurement. */
  share(group: MeasuredGroup, point: number): number;
}

@customElement('gl-share-rows')
export class ShareRows extends Panel {
  @property({ attribute: false }) series: TermsSeries | null = null;
  @reactive() private showsAll = false;

  static override styles = [
    panelStyles,
    css`
      :host {
        margin-top: 8px;
      }
      .row {
        height: 20px;
      }
      .row .label,
      .shares span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .row .label {
        padding-right: 8px;
      }
      .head .label {
        overflow: visible;
        padding-right: 0;
      }
      .picture {
        display: block;
        width: 100%;
        height: ${HEIGHT}px;
      }
      .picture .base {
        stroke: var(--gl-grid);
      }
      .shares {
        display: flex;
        line-height: 20px;
        gap: 8px;
      }
      .shares span {
        flex: 0 1 56px;
        text-align: right;
      }
      .head .shares {
        align-items: flex-end;
        line-height: 17px;
      }
      .more {
        margin-left: 24px;
      }
      @container inspector (max-width: 559px) {
        .row {
          height: auto;
          font-size: 11px;
          line-height: 16px;
        }
        .row .label {
          grid-row: 1;
          padding-right: 132px;
        }
        .shares {
          justify-content: flex-end;
          line-height: 16px;
        }
        .head .plot {
          display: none;
        }
        .more {
          margin-left: 20px;
        }
      }
    `,
  ];

  override render() {
    const { series, state } = this;
    if (!series) return null;
    const groups = measuredGroups(series).filter(({ kind }) => kind === 'penalty');
    const point = pointAt(series, shownStep(state));
    const axis = stepAxis(state);
    const all = this.rows(series, groups);
    const rows = this.showsAll ? all : all.slice(0, MOST_LAYERS + 1);
    return html`<div class="columns row head">
        <div class="label">
          Share of gradient <gl-info .about=${shareAbout} .table=${() => shareTable(series, point)}></gl-info>
        </div>
        <span class="plot"></span>
        <div class="reading shares">
          ${groups.map(
            ({ name, role, dash }) =>
              html`<span title=${name} ${styled({ 'border-bottom': `2px ${lineOf(dash)} var(--gl-${role})` })}
                >${name}</span
              >`,
          )}
        </div>
      </div>
      ${rows.map((row, i) => this.row(row, groups, series, point, axis, i > 0))}
      ${
        all.length > MOST_LAYERS + 1
          ? html`<button
              class="link more"
              aria-expanded=${this.showsAll}
              @click=${() => (this.showsAll = !this.showsAll)}
            >
              ${this.showsAll ? 'Show Fewer' : `Show All ${all.length - 1} Layers`}
            </button>`
          : nothing
      }`;
  }

  /** All weights together, and each layer that a penalty pulls at. */
  private rows(series: TermsSeries, groups: readonly MeasuredGroup[]): Row[] {
    const { layers, layerNorms, steps } = series;
    const whole: Row = {
      ...{ name: 'all weights', title: 'all weights' },
      share: (group, point) => groupAt(series, group, point).share,
    };
    const isPulled = (layer: number) =>
      groups.some(({ members }) =>
        members.some((term) => {
          const from = (term * layers.length + layer) * steps.length;
          return layerNorms.subarray(from, from + steps.length).some((norm) => norm > 0);
        }),
      );
    const rows = layers.flatMap((name, layer): Row[] =>
      isPulled(layer)
        ? [{ name: shortLayer(name), title: name, share: (group, point) => layerShare(series, group, layer, point) }]
        : [],
    );
    return [whole, ...rows];
  }

  private row(
    { name, title, share }: Row,
    groups: readonly MeasuredGroup[],
    series: TermsSeries,
    point: number,
    axis: StepAxis,
    focusless: boolean,
  ) {
    const texts = groups.map((group) => (point < 0 ? '–' : shareText(share(group, point))));
    const said = groups.map((group, i) => `${group.name} ${texts[i]}`).join(', ');
    return html`<div class="columns row">
      <span class="label" title=${title}>${name}</span>
      <gl-step-plot
        class="plot"
        .store=${this.store}
        ?focusless=${focusless}
        label="Share of the gradient of ${title} over the steps. At the step shown: ${said}."
        ><svg class="picture" viewBox="0 0 ${axis.width} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
          ${shareAreas(series, groups, share, axis)}
          <path class="base" d="M0 ${HEIGHT - 0.5}H${axis.width}" /></svg
      ></gl-step-plot>
      <div class="reading shares">${texts.map((text) => html`<span>${text}</span>`)}</div>
    </div>`;
  }
}

/** The dashes of a group's line, as a border has them. */
const lineOf = (dash: MeasuredGroup['dash']) => (dash === null ? 'solid' : dash[0]! > 2 ? 'dashed' : 'dotted');

const shareText = (share: number) => (Number.isNaN(share) ? '–' : formatShare(share));

/** One area for each group, on top of those before it; a gap is left where nothing was measured. */
function shareAreas(series: TermsSeries, groups: readonly MeasuredGroup[], share: Row['share'], axis: StepAxis) {
  const leastGap = (3 * axis.last) / axis.width;
  const foot = new Float64Array(series.steps.length);
  const y = (value: number) => Math.round((1 - value) * (HEIGHT - 1) * 10) / 10;
  return groups.map((group) => {
    const [areas, edges]: [string[], string[]] = [[], []];
    let part: { x: number; low: number; high: number }[] = [];
    const close = () => {
      if (part.length === 1) part = [-1, 1].map((way) => ({ ...part[0]!, x: part[0]!.x + way }));
      if (part.length === 0) return;
      const line = (points: typeof part, of: (each: (typeof part)[number]) => number) =>
        points.map((each) => `${each.x} ${of(each)}`).join('L');
      const top = line(part, ({ high }) => y(high));
      areas.push(`M${top}L${line([...part].reverse(), ({ low }) => y(low))}Z`);
      edges.push(`M${top}`);
      part = [];
    };
    for (const point of withGaps(series.steps, leastGap)) {
      const own = point < 0 ? NaN : share(group, point);
      if (Number.isNaN(own)) {
        close();
        continue;
      }
      const low = foot[point]!;
      foot[point] = low + own;
      part.push({ x: Math.round(xOfStep(axis, series.steps[point]!) * 10) / 10, low, high: low + own });
    }
    close();
    const colour = `var(--gl-${group.role})`;
    return svg`<path d=${areas.join('')} fill=${colour} fill-opacity="0.6" />
      <path d=${edges.join('')} fill="none" stroke=${colour} stroke-dasharray=${group.dash?.join(' ') ?? nothing} />`;
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-share-rows': ShareRows;
  }
}
