/**
 * Sums of stacked layers: row i of the result is the upper edge of layer i, the sum of layers 0 … i. Where a layer is not
 * measured (NaN), its edge and all above it are NaN: a stack is never drawn on an unknown foot.
 */
export function stacked(layers: ArrayLike<number>[]): Float64Array[] {
  const edges: Float64Array[] = [];
  for (const layer of layers) {
    const below = edges.at(-1);
    edges.push(Float64Array.from(layer, (value, i) => (below ? below[i]! : 0) + value));
  }
  return edges;
}

/** The data term is what the penalties leave of the total. */
export function remainder(total: ArrayLike<number>, terms: ArrayLike<number>[]): Float64Array {
  return Float64Array.from(total, (value, i) => terms.reduce((rest, term) => rest - term[i]!, value));
}
