/** What a user's program may import from `gradlens`. Outside of a session all of it does nothing. */
import { METRIC_HOOK, type MetricHook } from '../protocol/library.js';

/**
 * Records a metric of a hand-written training loop at the step after which it is called, beside those that `fit` reports.
 * A name that begins with `val_` belongs to the validation of the metric named by the rest.
 */
export function metric(name: string, value: number): void {
  (globalThis as { [METRIC_HOOK]?: MetricHook })[METRIC_HOOK]?.(name, value);
}
