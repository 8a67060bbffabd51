/** Labels of an x axis below the plots of a panel; the step shown has its own, in the foreground colour. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import { shownStep } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { styled } from '../ui/styled.js';
import { formatTick } from './valueRange.js';
import type { XAxis } from './xAxis.js';

/** Room between the middles of two labels: 28 pixels, more where they are long. */
const roomFor = (a: string, b: string) => Math.max(28, (a.length + b.length) * 3.5 + 8);

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
    const shown = step > 0 ? this.axis.pixelOf(step) : null;
    const width = this.state.layout.plotWidth;
    const place = (pixel: number, text: string, own: string) =>
      html`<span
        class=${own}
        ${styled({ transform: `translateX(calc(${Math.round(pixel)}px - ${anchor(pixel, width)}%))` })}
        >${text}</span
      >`;
    return html`${this.axis.ticks
      .filter(({ pixel, label }) => shown === null || Math.abs(pixel - shown) >= roomFor(label, this.shownLabel(step)))
      .map((tick) => place(tick.pixel, tick.label, ''))}${
      shown === null ? nothing : place(shown, this.shownLabel(step), 'shown')
    }`;
  }

  private shownLabel(step: number): string {
    return this.axis.unit === 'seconds' ? `${formatTick(this.axis.at(step))} s` : String(step);
  }
}

/** Labels stand centred, but never outside the plot. */
function anchor(pixel: number, width: number): number {
  if (pixel < 12) return 0;
  return pixel > width - 16 ? 100 : 50;
}
