/**
 * The loss program: the user's own forward pass of one step as a list of ops. It is a pure function of the trainable
 * variables, and holds no closure and no tensor: it may be posted to another thread (structured clone) or kept on disk.
 * Never JSON: attributes hold Infinity and undefined.
 *
 * What holds of every program: it was recorded on the program's own thread, in the gradient call of the step it names, with the
 * weights of before that step's update. Its ops are in the order in which they ran. What does not reach the loss is not in
 * it (metrics, moving statistics, logging); an op that no trainable variable reaches is not in it either: its result is a
 * leaf.
 */
import type { TermForm } from '../protocol/library.js';

/** Index into `LossProgram.slots`: the value of a leaf or an op's output. */
export type Slot = number;

export type DataType = 'float32' | 'int32' | 'bool' | 'string' | 'complex64';

/** As the backend keeps them: float32 as Float32Array (in a float64 worker Float64Array), int32 Int32Array, bool Uint8Array. */
export type Values = Float32Array | Float64Array | Int32Array | Uint8Array;

export interface SourceLine {
  file: string;
  /** From 1. */
  line: number;
}

/** Where an op comes from. */
export interface OpSource extends SourceLine {
  /**
   * The outermost line of the user inside the loss function, where it is another one than `line`: in `loss(model(x))` the
   * ops of `model` have their own line, and this one as their caller.
   */
  caller: SourceLine | null;
  /** Name of the layer whose call made it. Under `fit` the line is that on which the layer was constructed. */
  layer: string | null;
  /** The line on which the layer was constructed, where it is another one than `line`; absent or null: there is none. */
  made?: SourceLine | null;
}

export interface SlotInfo {
  shape: number[];
  dtype: DataType;
}

/** Attributes as TensorFlow.js gave them to the kernel: numbers, strings, booleans, arrays and plain objects of these. */
export type Attributes = Record<string, unknown>;

export interface KernelOp {
  kind: 'kernel';
  kernel: string;
  attributes: Attributes | undefined;
  /** By the kernel's own names (optional inputs that were not given are left out), or a list where it takes a list. */
  inputs: Record<string, Slot> | Slot[];
  outputs: Slot[];
  source: OpSource | null;
}

/**
 * A function with a gradient of its own (tf.customGrad: softmax cross-entropy, fused matMul and convolutions, the user's).
 * The slots of `forward` are visible to `backward` only through `saved`.
 */
export interface CustomGradientOp {
  kind: 'customGradient';
  inputs: Slot[];
  outputs: [Slot];
  /** Ops inside, which the tape does not see; they may hold groups of their own. */
  forward: LossOp[];
  /** Slot in which `forward` leaves the value that `outputs[0]` stands for. */
  value: Slot;
  /** Slots that `forward` saved for the backward pass. */
  saved: Slot[];
  backward: CustomBackward | null;
  /**
   * What `saved` is called in the ops after the group, where a gradient inside the loss function (a gradient penalty) went through it: its backward pass is
   * then a part of the forward pass. Empty otherwise.
   */
  exposed: Slot[];
  source: OpSource | null;
}

/** The backward pass as it ran when the program was recorded; null where the gradient did not ask for it. */
export interface CustomBackward {
  /** Gradient of the loss with respect to the output. */
  dy: Slot;
  /** What `CustomGradientOp.saved` is called here. */
  saved: Slot[];
  ops: LossOp[];
  /** One an input of the group. */
  gradients: Slot[];
}

export type LossOp = KernelOp | CustomGradientOp;

export interface ProgramVariable {
  name: string;
  shape: number[];
  size: number;
}

interface LeafBase {
  slot: Slot;
}

/** One of `LossProgram.variables`: its value is given at each replay. */
export interface VariableLeaf extends LeafBase {
  kind: 'variable';
  variable: number;
}

/** Another Variable (a moving mean, the other half of a GAN), with its value at the recording. */
export interface StateLeaf extends LeafBase {
  kind: 'state';
  name: string;
  values: Values;
}

/** Whatever existed before, was made in JavaScript, or is the result of ops that no trainable variable reaches. */
export interface DataLeaf extends LeafBase {
  kind: 'data';
  values: Values;
  /** The line that made it, where it was made during the forward pass; null: it existed before (a batch). */
  source: OpSource | null;
  /** Whether it was made during the forward pass. */
  inside: boolean;
  /** Whether it existed before, or was computed from what existed before (a batch gathered inside the loss function). */
  fromOutside: boolean;
  /** Whether it was made after values that depend on a variable were read back: it may depend on them behind TensorFlow.js's back. */
  afterRead: boolean;
  /** The kernel whose result it is; null: not known, or made in JavaScript. */
  kernel: string | null;
  /**
   * What the comparison of two recordings says. `constant`: it never changed. `batch`: data from outside. `schedule`: small, made inside,
   * changing (annealing, a step count): refreshed at each recording. `mask`: large, made inside, changing (dropout, noise): kept for all
   * products of one evaluation. `unknown`: recorded once so far.
   */
  change: 'unknown' | 'constant' | 'batch' | 'schedule' | 'mask';
}

export type Leaf = VariableLeaf | StateLeaf | DataLeaf;

/** Why a program cannot be replayed: one sentence's worth. */
export interface Refusal {
  /** `complex64`, `leaf too large`, `steered by values read back`, … */
  what: string;
  /** The kernel concerned; null: no single one. */
  op: string | null;
  file: string | null;
  line: number | null;
  why: string;
}

/** A customGrad whose recorded backward pass is not the derivative of its forward pass (straight-through, gradient clipping). */
export interface NotTheDerivative {
  source: OpSource | null;
  /** The kernels inside the group, for a name. */
  kernels: string[];
  /** ‖recorded − derivative‖ over ‖derivative‖ of the gradient with respect to the group's inputs. */
  difference: number;
}

/** A Variable that an op of the forward pass takes, and that the training does not train: a frozen layer, the other half of a GAN. */
export interface UntrainedVariable {
  name: string;
  kernel: string;
  source: OpSource | null;
}

export interface UnusedResult {
  kernel: string;
  source: OpSource | null;
  /** It depends on no data of more than one number: a function of the weights, such as a penalty. */
  ofWeightsAlone: boolean;
}

/** What the program calls a result of its loss function, by `gradlens.term`. */
export interface NamedSlot {
  slot: Slot;
  name: string;
  /** Of a penalty of the library. */
  form: TermForm | null;
}

export interface LossProgram {
  /** The same for two recordings exactly where ops, attributes of shape and dtypes are: one program a signature. */
  signature: string;
  /** In the training's own order (`TrainingPayload.variables`), also those that the loss does not reach. */
  variables: ProgramVariable[];
  slots: SlotInfo[];
  leaves: Leaf[];
  ops: LossOp[];
  loss: Slot;
  /** Ops that ran and are not in the program: nothing that the loss needs. */
  pruned: number;
  /** Single numbers that were computed from trainable variables in the loss function, and that neither the loss nor another op needs. */
  unused: UnusedResult[];
  /** Of slots that the loss needs. */
  named: NamedSlot[];
  /** With the first op that takes each, whether or not a trained variable comes before it. */
  untrained: UntrainedVariable[];
  /** First dimension that the batch's leaves share; null where it cannot be told. */
  batchSize: number | null;
  /** Reads of values that depend on a trainable variable during the forward pass (`dataSync`, `data`): logging, or steering. */
  reads: { source: OpSource | null }[];
  notTheDerivative: NotTheDerivative[];
  /** Not null: it cannot be replayed. Then `leaves` may have no values; `ops` are what was seen. */
  refused: Refusal | null;
}

/** New values, one a leaf in the order of `LossProgram.leaves`; those of variables are not looked at. */
export interface ProgramData {
  signature: string;
  values: Values[];
}
