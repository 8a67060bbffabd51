/** Templates of the rows of the gradient flow. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DecadeRange } from '../../../src/protocol/inspector.js';
import type { HeatRow } from '../../charts/heatColumns.js';
import type { InspectorStore } from '../../store.js';
import { icon } from '../../ui/icon.js';
import { variableKey, type FlowItem } from './flowItems.js';
import type { FlowReading } from './flowReadings.js';
import { layerLabel, rowLabel, stripLabel, variableName } from './flowWords.js';
import '../variableDetail/variableDetail.js';
import './heatStrip.js';
import type { Quantity } from './heatRows.js';
import { ratioStrip } from './ratioStrip.js';

export type RowItem = Extract<FlowItem, { kind: 'variable' | 'block' }>;

type LayerItem = Extract<FlowItem, { kind: 'layer' }>;

export interface RowContext {
  store: InspectorStore;
  narrow: boolean;
  step: number;
  quantity: Quantity;
  range: DecadeRange;
  opened: number | null;
  /** Key of the row that the Tab key reaches. */
  focus: string;
  heat(item: RowItem): HeatRow;
  reading(item: RowItem): FlowReading;
  variableReading(index: number): FlowReading;
}

export const columnHeads = html`<div class="columns heads" role="row" aria-rowindex="1">
  <span role="columnheader"><span class="visually-hidden">Variable</span></span
  ><span role="columnheader"><span class="visually-hidden">Over the steps</span></span>
  <div class="numbers">
    <span role="columnheader">‖g‖</span><span role="columnheader">Δw/w</span
    ><span class="scale" aria-hidden="true">1e-6 to 1</span>
  </div>
</div>`;

/** The opened row stands below its own, as a row of one cell. */
export function detailRow(variable: number, position: number, { store }: RowContext): TemplateResult {
  return html`<div role="row" aria-rowindex=${position + 2}>
    <div role="gridcell"><gl-variable-detail .store=${store} .variable=${variable}></gl-variable-detail></div>
  </div>`;
}

// Longer names take the place of the variable's column.
const LAYER_COLUMN_LETTERS = 8;

export function flowRow(item: RowItem, position: number, context: RowContext): TemplateResult {
  const reading = context.reading(item);
  const expanded = item.kind === 'block' ? item.open : context.opened === item.index;
  const first = item.kind === 'block' || item.first;
  const inside = item.kind === 'variable' && item.level > 1 && !context.narrow;
  return html`<div
    class="row columns ${item.kind} ${first ? 'first' : ''} ${inside ? 'inside' : ''}"
    role="row"
    data-key=${item.key}
    tabindex=${context.focus === item.key ? 0 : -1}
    aria-level=${item.kind === 'block' ? 1 : item.level}
    aria-rowindex=${position + 2}
    aria-expanded=${expanded}
    aria-selected=${item.kind === 'variable' && expanded}
    aria-label=${rowLabel(item, reading, context.step)}
  >
    <div class="label" role="rowheader">
      <span class="twistie">${icon(expanded ? 'chevron-down' : 'chevron-right')}</span>${
        item.kind === 'block'
          ? html`<span class="variable alone" title=${item.name}>${context.narrow ? '' : item.name}</span>`
          : variableLabel(item, context.narrow)
      }
    </div>
    <gl-heat-strip
      class="plot"
      role="gridcell"
      .store=${context.store}
      .row=${context.heat(item)}
      .range=${context.range}
      .height=${context.narrow ? 12 : 18}
      label=${stripLabel(item.kind === 'block' ? item.name : variableName(item), reading, context)}
    ></gl-heat-strip>
    ${context.narrow ? nothing : numbers(reading)}
  </div>`;
}

function variableLabel(item: Extract<RowItem, { kind: 'variable' }>, narrow: boolean): TemplateResult {
  const { layer, name, first } = item;
  // Where its layer has a row of its own, the name stands there.
  if (!name) return html`<span class="variable alone" title=${layer.name}>${narrow ? '' : layer.short}</span>`;
  const long = layer.short.length > LAYER_COLUMN_LETTERS;
  // Below a long name the variable's own stands where it always does.
  const shown = first ? layer.short : '';
  return html`<span class="layer ${long && first ? 'long' : ''}" title=${layer.name}>${shown}</span
    ><span class="variable" title=${`${layer.name}, ${name}`}>${name}</span>`;
}

function numbers(reading: FlowReading): TemplateResult {
  return html`<div class="numbers">
    <span role="gridcell" title=${reading.title || nothing}>${reading.normText}</span>
    <span role="gridcell" title=${reading.ratio === null ? 'not measured at this step' : nothing}
      >${reading.ratioText}</span
    >
    ${ratioStrip(reading.ratio)}
  </div>`;
}

const MOST_VALUES = 3;

/** In the narrow layout a layer has a row of its own, with the norms of its variables. */
export function layerRow(item: LayerItem, position: number, context: RowContext): TemplateResult {
  const { layer, key, level } = item;
  const shown = layer.variables.slice(0, MOST_VALUES).map(({ index, name }) => {
    return { index, name, text: context.variableReading(index).normText };
  });
  return html`<div
    class="line"
    role="row"
    data-key=${key}
    tabindex=${context.focus === key ? 0 : -1}
    aria-level=${level}
    aria-rowindex=${position + 2}
    aria-expanded=${layer.variables.some(({ index }) => index === context.opened)}
    aria-label=${layerLabel(layer.name, shown, context.step)}
  >
    <span class="layer" role="rowheader" title=${layer.name}>${layer.short}</span>
    ${shown.map(
      ({ index, name, text }) =>
        html`<span class="value" role="gridcell" data-key=${variableKey(index)}>${name || '‖g‖'} <b>${text}</b></span>`,
    )}
  </div>`;
}

export function blockLine(item: Extract<FlowItem, { kind: 'block' }>, context: RowContext): TemplateResult {
  return html`<div class="line block" aria-hidden="true" data-key=${item.key}>
    <span class="layer" title=${item.name}>${item.name}</span>
    <span class="value">largest <b>${context.reading(item).normText}</b></span>
  </div>`;
}
