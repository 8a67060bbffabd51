/** How the first updates of a training follow from its gradients: inertia, and which form of Adam they fit. */
import type { AdamFit, FirstUpdates } from '../../diagnosis/programEvidence.js';

export interface ObservedUpdate {
  step: number;
  gradient: Float64Array;
  update: Float64Array;
}

/**
 * Inertia β by Δₜ = βΔₜ₋₁ − ηgₜ, with η = ‖Δ₁‖/‖g₁‖: least squares over steps 2 to n. 0: plain descent, 0.9: momentum, 1: gradients pile up.
 * Adam: m and v of β₁ 0.9 and β₂ 0.999 run over the gradients; of each form of bias correction the relative error of the updates from the second
 * on, where the first one sets the rate.
 * @param observed consecutive steps from the first
 */
export function firstUpdates(observed: readonly ObservedUpdate[]): FirstUpdates | null {
  if (observed.length < 3 || observed.some(({ step }, i) => step !== i + 1)) return null;
  const [first] = observed as [ObservedUpdate];
  const rate = norm(first.update) / norm(first.gradient);
  let [dot, squares, left, size] = [0, 0, 0, 0];
  for (let t = 1; t < observed.length; t++) {
    const [now, before] = [observed[t]!, observed[t - 1]!.update];
    now.update.forEach((u, i) => {
      dot += (u + rate * now.gradient[i]!) * before[i]!;
      squares += before[i]! ** 2;
    });
  }
  const inertia = dot / squares;
  for (let t = 1; t < observed.length; t++) {
    const [now, before] = [observed[t]!, observed[t - 1]!.update];
    now.update.forEach((u, i) => {
      left += (u + rate * now.gradient[i]! - inertia * before[i]!) ** 2;
      size += u * u;
    });
  }
  return { inertia, inertiaError: Math.sqrt(left / size), adam: adamFit(observed) };
}

function adamFit(observed: readonly ObservedUpdate[]): AdamFit {
  const n = observed[0]!.gradient.length;
  const [m, v] = [new Float64Array(n), new Float64Array(n)];
  const forms = {
    both: (t: number) => Math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t),
    none: () => 1,
    firstOnly: (t: number) => 1 / (1 - 0.9 ** t),
    secondOnly: (t: number) => Math.sqrt(1 - 0.999 ** t),
  };
  const names = Object.keys(forms) as (keyof AdamFit)[];
  const rates = { both: 0, none: 0, firstOnly: 0, secondOnly: 0 };
  const errors = { both: 0, none: 0, firstOnly: 0, secondOnly: 0 };
  let size = 0;
  observed.forEach(({ gradient, update }, k) => {
    const direction = gradient.map((g, i) => {
      m[i] = 0.9 * m[i]! + 0.1 * g;
      v[i] = 0.999 * v[i]! + 0.001 * g * g;
      return v[i]! > 0 ? m[i]! / Math.sqrt(v[i]!) : 0;
    });
    if (k > 0) size += norm(update) ** 2;
    for (const name of names) {
      const factor = forms[name](k + 1);
      if (k === 0) rates[name] = norm(update) / (factor * norm(direction));
      else errors[name] += update.reduce((sum, u, i) => sum + (u + rates[name] * factor * direction[i]!) ** 2, 0);
    }
  });
  for (const name of names) errors[name] = Math.sqrt(errors[name] / size);
  return errors;
}

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
