/** The step axis once below a panel's plots: zero, round steps, and the step shown in the foreground colour. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { anchorOf, besideShown, type AxisLabel } from '../layout/axisPlaces.js';
import { stepTicks, xOfStep } from '../layout/stepAxis.js';
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
    const place = (label: AxisLabel) =>
      styled({ transform: `translateX(calc(${Math.round(label.x)}px - ${anchorOf(label, axis.width)}%))` });
    const own = shown > 0 ? { x: xOfStep(axis, shown), text: String(shown) } : null;
    const ticks = stepTicks(axis).map(({ step, x }) => ({ x, text: String(step) }));
    return html`${besideShown(ticks, own, axis.width).map(
      (tick) => html`<span ${place(tick)}>${tick.text}</span>`,
    )}${own ? html`<span class="shown" ${place(own)}>${own.text}</span>` : null}`;
  }
}
