/** The picture of a comparison: trainings side by side over one axis, and what they differ in. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import type { Comparison } from '../../src/protocol/comparison.js';
import type { FromCompareView } from '../../src/protocol/compareView.js';
import { newest } from '../charts/newest.js';
import { layoutFor } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { pictureStyles } from '../theme/pictureStyles.js';
import { roles } from '../theme/roles.js';
import { action, controlStyles, toggle } from '../ui/controls.js';
import { axisTicks, comparisonAxis, type ComparisonAxis, type ComparisonUnit } from './comparisonAxis.js';
import './comparisonChart.js';
import { comparisonModel, quantitiesOf, type ComparisonLook, type Quantity } from './comparisonModel.js';
import { comparisonReadings } from './comparisonReadings.js';
import { comparisonStyles } from './comparisonStyles.js';
import * as words from './comparisonWords.js';
import { settingsTable, sourceDiffs } from './differences.js';
import { legend } from './legend.js';

@customElement('gl-comparison')
export class ComparisonPanel extends LitElement {
  @property({ attribute: false }) comparison: Comparison | null = null;
  @property({ attribute: false }) theme: Theme = { kind: 'dark', version: 0 };
  @property({ attribute: false }) post: (message: FromCompareView) => void = () => undefined;
  @reactive() private layout = layoutFor(600);
  @reactive() private unit: ComparisonUnit = 'steps';
  @reactive() private log = true;
  @reactive() private smooth = true;
  /** By the names of the sides. */
  @reactive() private undrawn: ReadonlySet<string> = new Set();
  @reactive() private at: number | null = null;
  private readonly quantitiesOf = newest(quantitiesOf);
  private readonly axisOf = newest(comparisonAxis);
  private readonly modelsOf = newest(
    (comparison: Comparison, axis: ComparisonAxis, log: boolean, smooth: boolean, hidden: ReadonlySet<string>) => {
      const look: ComparisonLook = { log, smooth, shown: comparison.sides.map(({ name }) => !hidden.has(name)) };
      return this.quantitiesOf(comparison.sides).map((quantity) => comparisonModel(quantity, axis, look));
    },
  );
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.layout = layoutFor(Math.floor(entry.contentRect.width));
  });

  static override styles = [roles, panelStyles, controlStyles, pictureStyles, comparisonStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
    this.addEventListener('gl-glossary', (event) =>
      this.post({ type: 'glossary', term: (event as CustomEvent<string>).detail }),
    );
  }

  override disconnectedCallback(): void {
    this.resize.disconnect();
    super.disconnectedCallback();
  }

  override render() {
    const { comparison } = this;
    if (!comparison) return nothing;
    const { sides, runs } = comparison;
    const axis = this.axisOf(this.unit, sides);
    const quantities = this.quantitiesOf(sides);
    const models = this.modelsOf(comparison, axis, this.log, this.smooth, this.undrawn);
    const left = words.leftText(comparison);
    return html`<header>
        <h1>${runs.length > 1 ? `${runs.length} runs` : `${sides.length} trainings`} side by side</h1>
        <span class="tools">
          ${runs.some(({ live }) => live) ? action('Refresh', () => this.post({ type: 'refresh' })) : nothing}
          ${toggle('Log', this.log, (log) => (this.log = log))}
          ${toggle('Smooth', this.smooth, (smooth) => (this.smooth = smooth))}
          ${toggle('Seconds', this.unit === 'seconds', (on) => (this.unit = on ? 'seconds' : 'steps'))}
        </span>
      </header>
      <main>
        ${legend(
          comparison,
          sides.map(({ name }) => !this.undrawn.has(name)),
          (side, shown) => this.show(sides[side]!.name, shown),
          (run) => this.post({ type: 'openRun', run }),
        )}
        ${left === null ? nothing : html`<p class="second">${left}</p>`}
        ${quantities.map((quantity, i) => this.chart(quantity, models[i]!, axis, i === quantities.length - 1))}
        <section class="differences">
          ${settingsTable(comparison)} ${sourceDiffs(comparison, (run) => this.runName(run))}
        </section>
      </main>`;
  }

  private chart(quantity: Quantity, model: ReturnType<typeof comparisonModel>, axis: ComparisonAxis, isLast: boolean) {
    const { sides } = this.comparison!;
    const shown = sides.map(({ name }) => !this.undrawn.has(name));
    return html`<gl-comparison-chart
      name=${quantity.title}
      second=${words.secondLine(quantity, sides, model.range.log)}
      label=${words.pictureLabel(quantity, sides)}
      .height=${this.heightOf(quantity, shown)}
      .model=${model}
      .labels=${isLast ? axisTicks(axis, this.layout.plotWidth) : null}
      .layout=${this.layout}
      .theme=${this.theme}
      .at=${this.at}
      @gl-at=${({ detail }: CustomEvent<number | null>) => (this.at = detail)}
      .readings=${comparisonReadings(quantity, sides, axis, shown, this.at)}
      .about=${words.comparedAbout}
      .table=${() => words.comparisonTable(quantity, sides)}
    ></gl-comparison-chart>`;
  }

  /** As high as its readings, which stand beside it. */
  private heightOf({ kind }: Quantity, shown: readonly boolean[]): number {
    const readings = this.layout.merged ? 0 : 1 + shown.filter(Boolean).length;
    return Math.max(HEIGHTS[kind], readings * READING_HEIGHT);
  }

  /** The letter of a run, as its sides have it. */
  private runName(run: number): string {
    return this.comparison!.sides.find((side) => side.run === run)?.name.replace(/\d+$/, '') ?? `run ${run + 1}`;
  }

  private show(name: string, shown: boolean): void {
    const undrawn = new Set(this.undrawn);
    if (shown) undrawn.delete(name);
    else undrawn.add(name);
    this.undrawn = undrawn;
  }
}

const READING_HEIGHT = 18;
/** Of the plots, in CSS pixels. */
const HEIGHTS: Record<Quantity['kind'], number> = { loss: 150, metric: 72, gradientNorm: 104, lambda: 104 };

declare global {
  interface HTMLElementTagNameMap {
    'gl-comparison': ComparisonPanel;
  }
}
