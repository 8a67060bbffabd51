/** The step axis once below a panel's plots: zero, round steps, and the step shown in the foreground colour. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { stepTicks, ticksBeside, xOfStep } from '../layout/stepAxis.js';
import { shownStep, stepAxis } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { styled } from '../ui/styled.js';
import { Panel } from './panel.js';

@customElement('gl-axis-labels')
export class AxisLabels extends Panel {
  static override styles = [
    panelStyles,
    css`
      :host {
        position: relative;
        height: 16px;
        font-size: 11px;
        line-height: 16px;
        color: var(--gl-text-second);
        overflow: visible;
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
    const axis = stepAxis(this.state);
    const shown = shownStep(this.state);
    const shownX = shown > 0 ? xOfStep(axis, shown) : null;
    const place = (x: number) =>
      styled({ transform: `translateX(calc(${Math.round(x)}px - ${anchor(x, axis.width)}%))` });
    // Long numbers need more room beside each other.
    const room = Math.max(28, String(axis.last).length * 7 + 8);
    return html`${ticksBeside(stepTicks(axis), shownX, room).map(
      (tick) => html`<span ${place(tick.x)}>${tick.step}</span>`,
    )}${shownX === null ? null : html`<span class="shown" ${place(shownX)}>${shown}</span>`}`;
  }
}

/** Labels stand centred, but never outside the plot. */
function anchor(x: number, width: number): number {
  if (x < 12) return 0;
  return x > width - 16 ? 100 : 50;
}
