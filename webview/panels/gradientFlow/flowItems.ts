/** The rows of the gradient flow: variables under their layers, layers of large models under their blocks. */
import type { VariableInfo } from '../../../src/protocol/records.js';
import { blocksOf } from './blocks.js';

export interface FlowLayer {
  /** As the program names it, and as there is room for. */
  name: string;
  short: string;
  variables: readonly { index: number; name: string }[];
}

export type FlowItem =
  | { kind: 'block'; key: string; name: string; variables: readonly number[]; open: boolean }
  | { kind: 'layer'; key: string; layer: FlowLayer; level: number }
  | { kind: 'variable'; key: string; index: number; layer: FlowLayer; name: string; first: boolean; level: number }
  | { kind: 'detail'; key: string; index: number };

/** More rows than these are grouped by block. */
export const MOST_ROWS = 24;

export function layersOf(variables: readonly VariableInfo[]): FlowLayer[] {
  const layers: { name: string; variables: { index: number; name: string }[] }[] = [];
  variables.forEach((variable, index) => {
    const layer = variable.layer ?? variable.name;
    const name = variable.layer ? withoutPrefix(variable.name, variable.layer) : '';
    const last = layers.at(-1);
    if (last?.name === layer && variable.layer) last.variables.push({ index, name });
    else layers.push({ name: layer, variables: [{ index, name }] });
  });
  return layers.map((layer) => ({ ...layer, short: shortLayer(layer.name) }));
}

function withoutPrefix(name: string, layer: string): string {
  return name.startsWith(`${layer}/`) ? name.slice(layer.length + 1) : (name.split('/').at(-1) ?? name);
}

/** `dense_Dense1`, as TensorFlow.js names a layer without a name, is `Dense1`. */
export function shortLayer(name: string): string {
  return /^[a-z0-9_]+_([A-Z]\w*\d+)$/.exec(name)?.[1] ?? name;
}

/**
 * @param narrow a layer's name has a line of its own
 * @param isOpen whether a block is open
 * @param opened variable whose detail is shown below its row
 */
export function flowItems(
  layers: readonly FlowLayer[],
  narrow: boolean,
  isOpen: (block: string) => boolean,
  opened: number | null,
): FlowItem[] {
  const rows = layers.reduce((sum, layer) => sum + layer.variables.length, 0);
  const items: FlowItem[] = [];
  if (rows <= MOST_ROWS) {
    for (const layer of layers) items.push(...layerItems(layer, narrow, opened, 1));
    return items;
  }
  for (const block of blocksOf(layers.map(({ name }) => name))) {
    const members = block.layers.map((i) => layers[i]!);
    const variables = members.flatMap((layer) => layer.variables.map(({ index }) => index));
    const key = `block ${variables[0]}`;
    const open = isOpen(key) || (opened !== null && variables.includes(opened));
    items.push({ kind: 'block', key, name: block.name, variables, open });
    if (!open) continue;
    for (const layer of members)
      items.push(...layerItems({ ...layer, short: withinBlock(layer.short, block.name) }, narrow, opened, 2));
  }
  return items;
}

/** Below the row of its block a layer need not repeat the block's name. */
function withinBlock(layer: string, block: string): string {
  const rest = layer.startsWith(block) ? layer.slice(block.length).replace(/^[_./-]+/, '') : '';
  return rest || layer;
}

export const variableKey = (index: number): string => `variable ${index}`;

function layerItems(layer: FlowLayer, narrow: boolean, opened: number | null, level: number): FlowItem[] {
  const items: FlowItem[] = narrow ? [{ kind: 'layer', key: `layer ${layer.variables[0]!.index}`, layer, level }] : [];
  // Below the row of its layer a variable is one level deeper.
  const inner = narrow ? level + 1 : level;
  layer.variables.forEach(({ index, name }, i) => {
    items.push({ kind: 'variable', key: variableKey(index), index, layer, name, first: i === 0, level: inner });
    if (index === opened) items.push({ kind: 'detail', key: `detail ${index}`, index });
  });
  return items;
}
