/** Groups the layers of a large model into blocks: what the names say belongs together, else neighbours. */

export interface Block {
  name: string;
  /** Indices of the layers, in forward order. */
  layers: readonly number[];
}

const MOST_BLOCKS = 24;
const NEIGHBOURS = 8;

/** @param layers names in forward order */
export function blocksOf(layers: readonly string[]): Block[] {
  for (const keyOf of [pathOf, numberedOf]) {
    const blocks = consecutive(layers, keyOf);
    if (blocks.length > 1 && blocks.length <= MOST_BLOCKS && blocks.length <= layers.length / 2) return blocks;
  }
  const size = Math.max(NEIGHBOURS, Math.ceil(layers.length / MOST_BLOCKS));
  const blocks: Block[] = [];
  for (let first = 0; first < layers.length; first += size) {
    const members = layers.slice(first, first + size).map((_, i) => first + i);
    blocks.push({ name: namedRange(layers, members), layers: members });
  }
  return blocks;
}

/** `encoder/layer_0/dense` belongs to `encoder/layer_0`. */
const pathOf = (name: string) => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name);

/** `block_3_expand`, `conv4_block2_1_conv` and `layer1.0.conv` belong to `block_3`, `conv4` and `layer1`. */
const numberedOf = (name: string) => /^[a-z]+(?:_[a-z]+)*[_.]?\d+(?=[_./-])/i.exec(name)?.[0] ?? name;

/** Neighbours of one key. */
function consecutive(layers: readonly string[], keyOf: (name: string) => string): Block[] {
  const blocks: { name: string; layers: number[] }[] = [];
  layers.forEach((layer, i) => {
    const key = keyOf(layer);
    const last = blocks.at(-1);
    if (last?.name === key) last.layers.push(i);
    else blocks.push({ name: key, layers: [i] });
  });
  return blocks;
}

function namedRange(layers: readonly string[], members: readonly number[]): string {
  const [first, last] = [layers[members[0]!]!, layers[members.at(-1)!]!];
  return first === last ? first : `${first} to ${last}`;
}
