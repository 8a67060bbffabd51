/** Which parameters belong to which layer, as ranges of the flat vector; a variable without a layer stands for itself. */
import type { Range } from '../../curvature/operators/combinedOperators.js';
import type { VariableInfo } from '../../protocol/records.js';

export function layerRanges(variables: readonly VariableInfo[]): Map<string, Range[]> {
  const layers = new Map<string, Range[]>();
  let offset = 0;
  for (const { layer, name, parameters: size } of variables) {
    const key = layer ?? name;
    if (size > 0) layers.set(key, [...(layers.get(key) ?? []), { offset, size }]);
    offset += size;
  }
  return layers;
}
