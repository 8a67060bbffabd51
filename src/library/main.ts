/** What a user's program may import from `gradlens`. Outside of a session all of it does nothing. */
import { METRIC_HOOK, TERM_HOOK, type MetricHook, type TermHook } from '../protocol/library.js';

/**
 * Records a metric of a hand-written training loop at the step after which it is called, beside those that `fit` reports.
 * A name that begins with `val_` belongs to the validation of the metric named by the rest.
 */
export function metric(name: string, value: number): void {
  (globalThis as { [METRIC_HOOK]?: MetricHook })[METRIC_HOOK]?.(name, value);
}

/**
 * Names a term of a hand-written loss: `mse.add(term('weight decay', penalty))`. Returns the very tensor that it is given; nothing is computed,
 * in a session or outside of one.
 */
export function term<T>(name: string, tensor: T): T {
  (globalThis as { [TERM_HOOK]?: TermHook })[TERM_HOOK]?.(name, tensor);
  return tensor;
}
