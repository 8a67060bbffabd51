/** Words for the gradient flow: labels, the information card, the data as a table. */
import { formatNumber } from '../../../src/format/number.js';
import type { TrainingHead } from '../../../src/protocol/inspector.js';
import type { About, DataTable } from '../../ui/info.js';
import type { FlowReading } from './flowReadings.js';
import type { FlowItem } from './flowItems.js';
import type { Quantity } from './heatRows.js';

export const flowAbout: About = {
  title: 'Gradient flow',
  what:
    'The gradient of the loss at every layer, in forward order, over the steps: bright is large on a dark theme, dark ' +
    'on a light one. The numbers are those of the step shown: ‖g‖ is the norm over all elements of the variable, Δw/w ' +
    'the size of the update beside the size of the weight.',
  formula: '‖g‖ = √Σ gᵢ²,  Δw/w = ‖Δw‖ / ‖w‖',
  usual:
    'Neighbouring layers within two decades of each other; slowly smaller as the training settles. Δw/w between 1e-4 ' +
    'and 0.01 (the grey band); larger in the first steps and for biases that start at zero.',
  ifNot:
    'Fading towards the first layers: gradients vanish, try another activation, normalization or initial values. ' +
    'Δw/w above the band: the learning rate is too high; below it: too low. A line at mid-height: the gradient is ' +
    'zero, the units are dead or the variable does not reach the loss. Crosses: NaN or Inf, look at the first step that has them.',
};

export function rowLabel(
  item: Extract<FlowItem, { kind: 'variable' | 'block' }>,
  reading: FlowReading,
  step: number,
): string {
  const name =
    item.kind === 'block' ? `Block ${item.name}, largest of ${item.variables.length} variables` : variableName(item);
  return `${name}. At step ${step}: gradient norm ${spoken(reading.normText)}, update ratio ${spoken(reading.ratioText)}.`;
}

/** Of the row of a layer: the norms that stand in it. */
export function layerLabel(layer: string, shown: readonly { name: string; text: string }[], step: number): string {
  const norms = shown.map(({ name, text }) => `${name ? `${name} ` : ''}${spoken(text)}`).join(', ');
  return `Layer ${layer}. At step ${step}: gradient norm ${norms}.`;
}

export function variableName({ layer, name }: Extract<FlowItem, { kind: 'variable' }>): string {
  return name ? `${layer.name}, ${name}` : layer.name;
}

const spoken = (text: string) => (text === '–' ? 'not measured' : text);

export function stripLabel(
  name: string,
  { normText, ratioText }: FlowReading,
  { quantity, step }: { quantity: Quantity; step: number },
): string {
  const [what, value] = quantity === 'norm' ? ['Gradient norm', normText] : ['Update ratio', ratioText];
  return `${what} of ${name} over the steps. At step ${step}: ${spoken(value)}.`;
}

/** All variables at the step shown. */
export function flowTable(head: TrainingHead, reading: (variable: number) => FlowReading): DataTable {
  const rows = head.variables.map((variable, i) => {
    const { normText, ratioText } = reading(i);
    return [variable.name, variable.shape.join(' × ') || 'scalar', normText, ratioText];
  });
  return { columns: ['variable', 'shape', '‖g‖', 'Δw/w'], rows };
}

/** Largest gradient, for the header of the closed section. */
export function flowSummary(head: TrainingHead, norms: readonly (number | null)[]): string | null {
  const nonFinite = norms.filter((norm) => norm !== null && !Number.isFinite(norm)).length;
  if (nonFinite > 0) return `NaN or Inf in ${nonFinite} of ${norms.length}`;
  let largest = -1;
  norms.forEach((norm, i) => {
    if (norm !== null && (largest < 0 || norm > norms[largest]!)) largest = i;
  });
  return largest < 0 ? null : `largest ${head.variables[largest]!.name} ${formatNumber(norms[largest]!)}`;
}
