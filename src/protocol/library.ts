/** Where the library half of Gradlens meets the trainer inside the user's process. */

/** Key on `globalThis` of the function `(name, value) => void` that records a metric of a hand-written loop. */
export const METRIC_HOOK = Symbol.for('gradlens.metric');
export type MetricHook = (name: string, value: number) => void;

/** Key of the function `(name, tensor, form?) => void` that names a term of the loss that is being computed. */
export const TERM_HOOK = Symbol.for('gradlens.term');
/** `tensor`: of the program's own TensorFlow.js. */
export type TermHook = (name: string, tensor: unknown, form?: TermForm) => void;

/** Of a penalty that the library makes: as the panel says it, e.g. `λ/2 mean ‖∂z/∂x‖²`. */
export interface TermForm {
  formula: string;
  lambda: number;
}
