/** The step axis once below a panel's plots: zero, round steps, and the step shown in the foreground colour. */
import { customElement } from 'lit/decorators.js';
import { stepTicks, xOfStep } from '../layout/stepAxis.js';
import { shownStep, stepAxis } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { axisLabelRow, axisLabelStyles } from './axisLabelRow.js';
import { Panel } from './panel.js';

@customElement('gl-axis-labels')
export class AxisLabels extends Panel {
  static override styles = [panelStyles, axisLabelStyles];

  override render() {
    const axis = stepAxis(this.state);
    const shown = shownStep(this.state);
    const own = shown > 0 ? { x: xOfStep(axis, shown), text: String(shown) } : null;
    const ticks = stepTicks(axis).map(({ step, x }) => ({ x, text: String(step) }));
    return axisLabelRow(ticks, own, axis.width);
  }
}
