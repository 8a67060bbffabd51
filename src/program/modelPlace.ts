/**
 * Where the model is in a loss program: its outputs z, and the inputs x that they depend on. Nothing in a program says so; it is told from what enters where:
 *
 * - z follows the last op at which weights enter (a bias is added), on the way from the batch to the loss, and comes before the targets do: a branch without targets (a
 *   penalty that runs the model again, or sweeps backwards through it) has outputs of its own, which are not the model's;
 * - made by layers, z is what the last layer gives; else the activation after the weights, where one follows, is part of z;
 * - of probabilities (softmax, sigmoid) z is what goes in.
 */
import { flatOps, type FlatOp } from './flatOps.js';
import type { DataLeaf, LossProgram, Slot } from './lossProgram.js';

export interface ModelPlace {
  outputs: ModelOutput[];
  /** Slots of floating-point numbers: leaves of the batch, or what is first computed from its integers. */
  inputs: Slot[];
  /** Some inputs are the output of an embedding (or of another op that makes numbers of integers). */
  isEmbedded: boolean;
  /** Results of ops that were folded are inputs in the place of what the user gave: the last of these ops. */
  folded: string | null;
  /** Mean and variance of the batch in batch normalizations: to be held constant. */
  statistics: Slot[];
}

export interface ModelOutput {
  slot: Slot;
  op: FlatOp;
  logits: boolean;
}

const PROBABILITIES = new Set(['Softmax', 'Sigmoid', 'LogSoftmax']);
const PASSING = new Set(['Identity', 'Reshape', 'Cast', 'ExpandDims', 'Squeeze']);
const ACTIVATIONS = new Set([
  ...['Relu', 'Relu6', 'Elu', 'Selu', 'LeakyRelu', 'Tanh', 'Softplus', 'Softmax', 'Sigmoid', 'LogSoftmax'],
  ...PASSING,
]);

/** Where the model is, or one sentence that says why it cannot be told. */
export function modelPlace(program: LossProgram): ModelPlace | string {
  const { slots, batchSize } = program;
  if (batchSize === null) return 'the samples of a batch cannot be told apart';
  const batch = batchLeaves(program, batchSize);
  if (batch.length === 0) return 'no data of the batch enters the loss: nothing to differentiate by';
  const isBatch = (slot: Slot) => batchSize > 1 && slots[slot]!.shape[0] === batchSize;
  const ops = flatOps(program.ops);
  const flow = followed(program, ops, batch);
  const heads = headsOf(ops, flow, slots);
  if (heads.length === 0) return 'no weights meet the data of the batch, so that no output of a model can be told';
  const pieces = heads.some(({ inputs }) =>
    inputs.some(
      (slot) => flow.ofOtherData.has(slot) && flow.ofWeights.has(slot) && !flow.ofBatch.has(slot) && isBatch(slot),
    ),
  );
  // What looks like weights that meet the batch are outputs that meet the targets.
  if (pieces) return 'the inputs go through the model in pieces (`predict` does so), which are no batch by themselves';
  const joined = heads.filter((head) => meetsTargets(head, ops, flow));
  if (joined.length === 0 && heads.length > 1)
    return 'several results could be the outputs of the model, and no targets tell which';
  const chosen = joined.length > 0 ? joined : heads;
  const found = chosen.flatMap((head) => outputsAfter(head, ops));
  const outputs = found.filter(({ slot }, i) => found.findIndex((other) => other.slot === slot) === i);
  const odd = outputs.find(({ slot }) => !isBatched(slots[slot]!.shape, batchSize));
  if (odd)
    return `the outputs of ${odd.op.kernel}, [${slots[odd.slot]!.shape.join()}], have no axis of the batch in front`;
  const needed = neededBy(outputs, ops);
  const place = {
    outputs,
    ...inputsOf(program, ops, batch, needed),
    statistics: statisticsOf(ops, flow, slots, needed),
  };
  const other = place.inputs.find((slot) => !isBatched(slots[slot]!.shape, batchSize));
  if (other !== undefined)
    return `inputs of the shape [${slots[other]!.shape.join()}] have no axis of the batch in front`;
  return place;
}

/** Data from outside: what changes from batch to batch, where that is known. */
function batchLeaves({ leaves, slots }: LossProgram, batchSize: number): DataLeaf[] {
  const outside = leaves.filter((leaf): leaf is DataLeaf => leaf.kind === 'data' && leaf.fromOutside);
  const ofBatch = outside.filter(({ slot }) =>
    slots[slot]!.shape.some((length) => length > 0 && length % batchSize === 0),
  );
  const changing = ofBatch.filter(({ change }) => change === 'batch');
  return changing.length > 0 ? changing : ofBatch;
}

interface Flow {
  /** Depends on a trainable variable, on data of the batch. */
  ofWeights: Set<Slot>;
  ofBatch: Set<Slot>;
  /** Depends on other data of more than one number. */
  ofOtherData: Set<Slot>;
}

function followed({ leaves, slots }: LossProgram, ops: readonly FlatOp[], batch: readonly DataLeaf[]): Flow {
  const ofWeights = new Set(leaves.filter(({ kind }) => kind === 'variable').map(({ slot }) => slot));
  const ofBatch = new Set(batch.map(({ slot }) => slot));
  const isMany = (slot: Slot) => slots[slot]!.shape.reduce((product, length) => product * length, 1) > 1;
  const other = leaves.filter(({ kind, slot }) => kind === 'data' && !ofBatch.has(slot) && isMany(slot));
  const ofOtherData = new Set(other.map(({ slot }) => slot));
  for (const { inputs, outputs } of ops) {
    for (const set of [ofWeights, ofBatch, ofOtherData])
      if (inputs.some((slot) => set.has(slot))) for (const slot of outputs) set.add(slot);
  }
  return { ofWeights, ofBatch, ofOtherData };
}

/** Ops at which weights meet data of the batch, and after which they do so no more. */
function headsOf(ops: readonly FlatOp[], { ofWeights, ofBatch }: Flow, slots: LossProgram['slots']): FlatOp[] {
  const enters = ops.filter(
    ({ inputs }) =>
      inputs.some((slot) => ofWeights.has(slot) && !ofBatch.has(slot)) &&
      // A penalty that is added to a single number is none of the model's.
      inputs.some((slot) => ofBatch.has(slot) && slots[slot]!.shape.length > 0),
  );
  return enters.filter((op) => {
    const after = reachedFrom(op.outputs, ops);
    return !enters.some((other) => other !== op && other.inputs.some((slot) => after.has(slot)));
  });
}

function reachedFrom(from: readonly Slot[], ops: readonly FlatOp[]): Set<Slot> {
  const reached = new Set(from);
  for (const { inputs, outputs } of ops)
    if (inputs.some((slot) => reached.has(slot))) for (const slot of outputs) reached.add(slot);
  return reached;
}

/** Whether data of the batch that no weights have touched comes in after an op. */
function meetsTargets(head: FlatOp, ops: readonly FlatOp[], { ofWeights, ofBatch }: Flow): boolean {
  const after = reachedFrom(head.outputs, ops);
  return ops.some(
    ({ inputs }) =>
      inputs.some((slot) => after.has(slot)) && inputs.some((slot) => ofBatch.has(slot) && !ofWeights.has(slot)),
  );
}

function outputsAfter(head: FlatOp, ops: readonly FlatOp[]): ModelOutput[] {
  const made = head.source?.layer == null ? [afterActivations(head, ops)] : lastLayers(head, ops);
  return made.map((op) => logitsOf(op, ops));
}

/** The ops of layers after which no layer comes. */
function lastLayers(head: FlatOp, ops: readonly FlatOp[]): FlatOp[] {
  const after = reachedFrom(head.outputs, ops);
  const layered = ops.filter(
    (op) => op.source?.layer != null && (op === head || op.inputs.some((slot) => after.has(slot))),
  );
  return layered.filter((op) => {
    const later = reachedFrom(op.outputs, ops);
    return !layered.some((other) => other !== op && other.inputs.some((slot) => later.has(slot)));
  });
}

/** Follows activations as long as nothing else takes the same value. */
function afterActivations(head: FlatOp, ops: readonly FlatOp[]): FlatOp {
  let at = head;
  for (;;) {
    const takers = ops.filter(({ inputs }) => inputs.includes(at.outputs[0]!));
    const [next] = takers;
    if (takers.length !== 1 || !ACTIVATIONS.has(next!.kernel)) return at;
    at = next!;
  }
}

function logitsOf(made: FlatOp, ops: readonly FlatOp[]): ModelOutput {
  const makerOf = (slot: Slot) => ops.find(({ outputs }) => outputs.includes(slot));
  for (let op: FlatOp | undefined = made; op; op = PASSING.has(op.kernel) ? makerOf(op.inputs[0]!) : undefined) {
    const maker = PROBABILITIES.has(op.kernel) ? makerOf(op.inputs[0]!) : undefined;
    if (maker) return { slot: op.inputs[0]!, op: maker, logits: true };
  }
  return { slot: made.outputs[0]!, op: made, logits: false };
}

/** A matrix product puts an axis of one in front of the batch. */
const firstLength = (shape: readonly number[]) => shape.find((length) => length !== 1) ?? 1;
const isBatched = (shape: readonly number[], batchSize: number) => firstLength(shape) % batchSize === 0;

function neededBy(outputs: readonly ModelOutput[], ops: readonly FlatOp[]): Set<Slot> {
  const needed = new Set(outputs.map(({ slot }) => slot));
  for (const op of ops.toReversed())
    if (op.outputs.some((slot) => needed.has(slot))) for (const slot of op.inputs) needed.add(slot);
  return needed;
}

function inputsOf({ slots }: LossProgram, ops: readonly FlatOp[], batch: readonly DataLeaf[], needed: Set<Slot>) {
  const used = batch.filter(({ slot }) => needed.has(slot));
  const isFloat = (slot: Slot) => slots[slot]!.dtype === 'float32';
  const floats = used.filter(({ slot }) => isFloat(slot));
  const integers = new Set(used.filter(({ slot }) => !isFloat(slot)).map(({ slot }) => slot));
  const embedded: Slot[] = [];
  for (const { inputs, outputs } of ops) {
    if (!inputs.some((slot) => integers.has(slot))) continue;
    for (const slot of outputs) {
      if (!isFloat(slot)) integers.add(slot);
      else if (needed.has(slot)) embedded.push(slot);
    }
  }
  const folded = floats.find(({ inside, kernel }) => inside && kernel !== null)?.kernel ?? null;
  return { inputs: [...floats.map(({ slot }) => slot), ...embedded], isEmbedded: embedded.length > 0, folded };
}

/** Statistics of each sample (layer normalization) are as large as what they normalize, and are functions of it. */
function statisticsOf(
  ops: readonly FlatOp[],
  { ofBatch }: Flow,
  slots: LossProgram['slots'],
  needed: Set<Slot>,
): Slot[] {
  const size = (slot: Slot) => slots[slot]!.shape.reduce((product, length) => product * length, 1);
  return ops.flatMap(({ kernel, named, outputs }) => {
    if (kernel !== 'FusedBatchNorm' || !outputs.some((slot) => needed.has(slot))) return [];
    const { x, mean, variance } = named as Record<'x' | 'mean' | 'variance', Slot>;
    const ofSamples = slots[mean]!.shape.length > 1 && size(mean) === size(x);
    return ofSamples ? [] : [mean, variance].filter((slot) => ofBatch.has(slot));
  });
}
