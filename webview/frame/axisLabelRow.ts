/** A row of labels below plots, for every x axis: ticks, and the step shown in the foreground colour. */
import { css, html, nothing } from 'lit';
import { anchorOf, besideShown, type AxisLabel } from '../layout/axisPlaces.js';
import { styled } from '../ui/styled.js';

export const axisLabelStyles = css`
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
`;

/** `shown`: the label of the step shown; ticks too near to it give way. `width`: of the plots, in pixels. */
export function axisLabelRow(ticks: AxisLabel[], shown: AxisLabel | null, width: number) {
  const place = (label: AxisLabel) =>
    styled({ transform: `translateX(calc(${Math.round(label.x)}px - ${anchorOf(label, width)}%))` });
  return html`${besideShown(ticks, shown, width).map((tick) => html`<span ${place(tick)}>${tick.text}</span>`)}${
    shown ? html`<span class="shown" ${place(shown)}>${shown.text}</span>` : nothing
  }`;
}
