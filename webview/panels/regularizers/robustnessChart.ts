/** The loss at disturbed inputs, over an axis of ε of its own. */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Surface } from '../../charts/canvas.js';
import { newest } from '../../charts/newest.js';
import '../../charts/ownAxisChart.js';
import type { Palette } from '../../charts/palette.js';
import { Panel } from '../../frame/panel.js';
import type { InspectorState } from '../../state/state.js';
import {
  epsilonLabels,
  robustnessLabel,
  robustnessModel,
  robustnessReadings,
  robustnessTable,
  robustnessTop,
  type MeasuredRobustness,
  type RobustnessModel,
} from './robustnessModel.js';
import { robustnessAbout } from './disturbedWords.js';
import { paintRobustness } from './robustnessPainter.js';

const HEIGHTS = [88, 72] as const;

@customElement('gl-robustness-chart')
export class RobustnessChart extends Panel {
  @property({ attribute: false }) measured!: MeasuredRobustness;
  private readonly model = newest(robustnessModel);

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.layout !== before.layout || state.theme !== before.theme;
  }

  override render() {
    const { measured } = this;
    const { layout, theme } = this.state;
    const model = this.model(measured);
    const { samples, step } = measured;
    return html`<gl-own-axis-chart
      name="Robustness"
      second=${`loss over ε, ${samples === null ? '' : `${samples} samples, `}step ${step}`}
      label=${robustnessLabel(measured)}
      .layout=${layout}
      .theme=${theme}
      .heights=${HEIGHTS}
      .ticks=${model.ticks}
      .top=${(value: number, height: number) => robustnessTop(value, model, height)}
      .labels=${(width: number) => epsilonLabels(model, width)}
      .paint=${this.painterOf(model)}
      .readings=${(at: number | null) => robustnessReadings(measured, model, at)}
      .about=${robustnessAbout}
      .table=${() => robustnessTable(measured)}
    ></gl-own-axis-chart>`;
  }

  private readonly painterOf = newest(
    (model: RobustnessModel) => (surface: Surface, palette: Palette) => paintRobustness(surface, model, palette),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-robustness-chart': RobustnessChart;
  }
}
