/** Finds what can be hooked in the namespace of a TensorFlow.js module. */
import { watchLayers, type LayerEvents } from './layers.js';
import type { ModelWatch } from './models.js';
import type { OptimizerWatch } from './optimizers.js';

export interface ModuleParts {
  optimizers: OptimizerWatch;
  models: ModelWatch;
  layers: LayerEvents;
}

type Class = (new (...args: never[]) => object) & { prototype: object };

export function moduleWatch({ optimizers, models, layers }: ModuleParts): { onModule(namespace: unknown): void } {
  const seen = new WeakSet();

  /** A class's prototype, the first time that it is met. */
  function fresh(candidate: unknown): object | null {
    if (typeof candidate !== 'function') return null;
    const { prototype } = candidate as Class;
    if (typeof prototype !== 'object' || seen.has(prototype)) return null;
    seen.add(prototype);
    return prototype;
  }

  function onModule(namespace: unknown): void {
    if (typeof namespace !== 'object' || namespace === null) return;
    const members = namespace as Record<string, unknown>;
    for (const name of Object.keys(members)) {
      if (!name.endsWith('Optimizer')) continue;
      const prototype = fresh(members[name]);
      if (prototype) optimizers.watch(prototype);
    }
    const model = fresh(members['LayersModel']);
    if (model) models.watchModels(model as Parameters<ModelWatch['watchModels']>[0]);
    const history = fresh(members['History']);
    if (history) models.watchHistory(history as Parameters<ModelWatch['watchHistory']>[0]);
    const layer = fresh((members['layers'] as { Layer?: unknown } | undefined)?.Layer);
    if (layer) watchLayers(layer as Parameters<typeof watchLayers>[0], layers);
  }
  return { onModule };
}
