/** Labels of an x axis below the plots of a panel; the step shown has its own, in the foreground colour. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import { anchorOf, besideShown, type AxisLabel } from '../layout/axisPlaces.js';
import { shownStep } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { styled } from '../ui/styled.js';
import { formatTick } from './valueRange.js';
import type { XAxis } from './xAxis.js';

@customElement('gl-x-axis-labels')
export class XAxisLabels extends Panel {
  @property({ attribute: false }) axis!: XAxis;

  static override styles = [
    panelStyles,
    css`
      :host {
        position: relative;
        height: 16px;
        font-size: 11px;
        line-height: 16px;
        color: var(--gl-text-second);
      }
      span {
        position: absolute;
        left: 0;
        white-space: nowrap;
      }
      .shown {
        color: var(--gl-text);
      }
    `,
  ];

  override render() {
    const step = shownStep(this.state);
    const own = step > 0 ? { x: this.axis.pixelOf(step), text: this.shownLabel(step) } : null;
    const width = this.state.layout.plotWidth;
    const place = (label: AxisLabel, kind: string) =>
      html`<span
        class=${kind}
        ${styled({ transform: `translateX(calc(${Math.round(label.x)}px - ${anchorOf(label, width)}%))` })}
        >${label.text}</span
      >`;
    const ticks = this.axis.ticks.map(({ pixel, label }) => ({ x: pixel, text: label }));
    return html`${besideShown(ticks, own, width).map((tick) => place(tick, ''))}${own ? place(own, 'shown') : nothing}`;
  }

  private shownLabel(step: number): string {
    return this.axis.unit === 'seconds' ? `${formatTick(this.axis.at(step))} s` : String(step);
  }
}
