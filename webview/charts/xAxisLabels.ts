/** Labels of an x axis below the plots of a panel; the step shown has its own, in the foreground colour. */
import { customElement, property } from 'lit/decorators.js';
import { axisLabelRow, axisLabelStyles } from '../frame/axisLabelRow.js';
import { Panel } from '../frame/panel.js';
import { shownStep } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { formatTick } from './valueRange.js';
import type { XAxis } from './xAxis.js';

@customElement('gl-x-axis-labels')
export class XAxisLabels extends Panel {
  @property({ attribute: false }) axis!: XAxis;

  static override styles = [panelStyles, axisLabelStyles];

  override render() {
    const step = shownStep(this.state);
    const own = step > 0 ? { x: this.axis.pixelOf(step), text: this.shownLabel(step) } : null;
    const ticks = this.axis.ticks.map(({ pixel, label }) => ({ x: pixel, text: label }));
    return axisLabelRow(ticks, own, this.state.layout.plotWidth);
  }

  private shownLabel(step: number): string {
    return this.axis.unit === 'seconds' ? `${formatTick(this.axis.at(step))} s` : String(step);
  }
}
