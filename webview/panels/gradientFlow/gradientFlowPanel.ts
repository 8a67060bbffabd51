/** Panel 4: the gradient of every layer over the steps, with its numbers at the step shown. A treegrid. */
import { html, nothing } from 'lit';
import { customElement, query, state as reactive } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import { newest } from '../../charts/newest.js';
import { stepsXAxis } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import { stepAfterKey } from '../../frame/stepKeys.js';
import {
  recordedSteps,
  shownReadings,
  shownSeries,
  shownStep,
  shownTraining,
  stepAxis,
} from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { styled } from '../../ui/styled.js';
import { flowItems, layersOf, variableKey, type FlowItem } from './flowItems.js';
import { blockReading, flowReading, type FlowReading } from './flowReadings.js';
import { blockLine, columnHeads, detailRow, flowRow, layerRow, type RowContext } from './flowRow.js';
import { flowStyles } from './flowStyles.js';
import './heatLegend.js';
import { blockRow, heatValues, variableRow, type HeatValues, type Quantity } from './heatRows.js';
import { RowScroll } from './rowScroll.js';

@customElement('gl-gradient-flow')
export class GradientFlow extends Panel {
  @reactive() private focusedRow = '';
  @reactive() private openBlocks: ReadonlySet<string> = new Set();
  @query('[role=rowgroup]') private grid!: HTMLElement;
  private readonly rowScroll = new RowScroll(this, () => this.grid);
  private pressedAt = 0;
  private opened: number | null = null;

  // What depends on the series is made once for each series; the rows keep their pictures while the cursor moves.
  private readonly layers = newest(layersOf);
  private readonly values = newest(heatValues);
  private readonly rows = newest((values: HeatValues) => ({
    values,
    made: new Map<string, ReturnType<typeof variableRow>>(),
  }));
  private readonly axis = newest((last: number, width: number) => stepsXAxis({ last, width }));

  static override styles = [panelStyles, flowStyles];

  override render() {
    const { state, store } = this;
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    const quantity = store.option<string>('gradientFlow.quantity', 'norm') as Quantity;
    const context = this.context(series, quantity);
    const items = this.items();
    const shown = this.rowScroll.window(items, context.narrow);
    const { last, width } = stepAxis(state);
    return html`<div
        role="treegrid"
        aria-label="Gradient flow: layers in forward order"
        aria-rowcount=${items.length + 1}
        @pointerdown=${(event: PointerEvent) => (this.pressedAt = event.clientX)}
        @click=${this.onClick}
        @keydown=${this.onKey}
        @focusin=${this.onFocus}
      >
        ${columnHeads}
        <div role="rowgroup">
          <div ${styled({ height: `${shown.before}px` })}></div>
          ${repeat(
            items.slice(shown.first, shown.last),
            (item) => item.key,
            (item, i) => this.item(item, shown.first + i, context),
          )}
          <div ${styled({ height: `${shown.after}px` })}></div>
        </div>
      </div>
      <div class="columns">
        <gl-x-axis-labels .store=${store} .axis=${this.axis(last, width)}></gl-x-axis-labels>
        <gl-heat-legend .store=${store} .range=${context.range}></gl-heat-legend>
      </div>`;
  }

  private item(item: FlowItem, position: number, context: RowContext) {
    if (item.kind === 'layer') return layerRow(item, position, context);
    if (item.kind === 'detail') return detailRow(item.index, position, context);
    const line = item.kind === 'block' && context.narrow ? blockLine(item, context) : nothing;
    return html`${line}${flowRow(item, position, context)}`;
  }

  private items(): FlowItem[] {
    const head = shownTraining(this.state);
    if (!head) return [];
    const { openVariable } = this.state.selection;
    const isOpen = (block: string) => this.openBlocks.has(block);
    return flowItems(this.layers(head.variables), this.state.layout.merged, isOpen, openVariable);
  }

  private context(series: TrainingSeries, quantity: Quantity): RowContext {
    const { state, store } = this;
    const values = this.values(series, quantity);
    const { made } = this.rows(values);
    const [step, readings] = [shownStep(state), shownReadings(state)];
    const variableReading = (index: number): FlowReading => flowReading(index, readings, series, step);
    const rows = this.focusable();
    return {
      store,
      narrow: state.layout.merged,
      step,
      quantity,
      range: series.ranges[quantity],
      opened: state.selection.openVariable,
      focus: rows.some((row) => row.key === this.focusedRow) ? this.focusedRow : (rows[0]?.key ?? ''),
      variableReading,
      reading: (item) =>
        item.kind === 'block' ? blockReading(item.variables.map(variableReading)) : variableReading(item.index),
      heat: (item) => {
        const known = made.get(item.key);
        if (known) return known;
        const row = item.kind === 'block' ? blockRow(values, item.variables) : variableRow(values, item.index);
        made.set(item.key, row);
        return row;
      },
    };
  }

  private readonly onClick = (event: MouseEvent): void => {
    // The end of a drag is not a click.
    if (Math.abs(event.clientX - this.pressedAt) > 3) return;
    const key = keyUnder(event);
    if (key) this.activate(key);
  };

  private focusable(): Exclude<FlowItem, { kind: 'detail' }>[] {
    return this.items().filter((item) => item.kind !== 'detail');
  }

  /** A block unfolds; a variable opens below its row and shows the line that makes it; a layer opens its first variable. */
  private activate(key: string): void {
    const item = this.items().find((candidate) => candidate.key === key);
    if (item?.kind === 'layer') return this.activate(variableKey(item.layer.variables[0]!.index));
    if (item?.kind === 'block') {
      const next = new Set(this.openBlocks);
      if (!next.delete(key)) next.add(key);
      this.openBlocks = next;
      return;
    }
    if (item?.kind !== 'variable') return;
    const { openVariable } = this.state.selection;
    this.store.openVariable(openVariable === item.index ? null : item.index);
    const variable = shownTraining(this.state)?.variables[item.index];
    if (openVariable !== item.index && variable?.file && variable.line !== null)
      this.store.openLine(variable.file, variable.line);
  }

  private readonly onFocus = (event: Event): void => {
    const key = keyUnder(event);
    if (key) this.focusedRow = key;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || !(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return;
    const selection = this.state.selection;
    const step = stepAfterKey(event, selection.step, recordedSteps(this.state));
    if (step !== null) this.store.seek(step);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.moveFocus(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Enter') this.activate(target.dataset.key!);
    else return;
    event.preventDefault();
  };

  /** Where the opened row is closed with the focus in it, or lost, the focus goes back to the row that opened it. */
  private focusAfterClosing(variable: number): void {
    const row = this.items().find((item) => item.kind === 'variable' && item.index === variable);
    if (row && document.activeElement === document.body) this.focusRow(row.key);
  }

  private moveFocus(by: number): void {
    const rows = this.focusable();
    const at = rows.findIndex((row) => row.key === this.focusedRow);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    this.focusRow(next.key);
  }

  override updated(): void {
    const { openVariable } = this.state.selection;
    if (openVariable === null && this.opened !== null) this.focusAfterClosing(this.opened);
    this.opened = openVariable;
  }

  private focusRow(key: string): void {
    this.focusedRow = key;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[role=row][data-key="${key}"]`)?.focus({ preventScroll: false }),
    );
  }
}

function keyUnder(event: Event): string | null {
  for (const node of event.composedPath()) {
    if (node instanceof HTMLElement && node.localName === 'gl-variable-detail') return null;
    if (node instanceof HTMLElement && node.dataset.key) return node.dataset.key;
  }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-gradient-flow': GradientFlow;
  }
}
