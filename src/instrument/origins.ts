/** Where variables and layers come from: layer, line of creation, declared penalties. */
import type { Variable } from '@tensorflow/tfjs-core';
import type { VariableInfo } from '../protocol/records.js';
import type { CallSite } from './callSite.js';
import type { Penalty } from './penalties.js';

export interface LayerObject {
  name: string;
  /** Layers that others are made of: the cell of a recurrent layer, what a wrapper wraps. */
  cell?: LayerObject;
  cells?: LayerObject[];
  layer?: LayerObject;
  forwardLayer?: LayerObject;
  backwardLayer?: LayerObject;
}

export interface Origins {
  layerMade(layer: LayerObject, site: CallSite | null): void;
  /** `inner`: an optimizer made it for itself. */
  variableMade(variable: Variable, site: CallSite | null, inner: boolean): void;
  /** A value was assigned to it after it was made. */
  assigned(variable: Variable): void;
  wasAssigned(variable: Variable): boolean;
  /** Whether a variable is an optimizer's own: state, not a parameter. */
  isOptimizers(variable: Variable): boolean;
  /** `site`: where a layer class of the user's own adds it; null: the layer is TensorFlow.js's. */
  weightAdded(variable: Variable, layer: LayerObject, site: CallSite | null): void;
  penaltyAdded(penalty: Penalty, layer: LayerObject): void;
  /** The layer that a layer is a part of (a recurrent cell's layer, a wrapper), or itself. */
  whole(layer: LayerObject): LayerObject;
  /** A layer was put into the graph of a model, once more. */
  layerApplied(layer: LayerObject, site: CallSite | null): void;
  /** Where the layer of a variable was put into a graph, in order. */
  applications(variable: Variable): CallSite[];
  /** The line on which a layer, or the one that it is a part of, was made. */
  siteOf(layer: LayerObject): CallSite | null;
  info(variable: Variable): VariableInfo;
  /** Penalties on these variables, and those that their layers add. */
  penalties(variables: readonly Variable[]): Penalty[];
}

export function origins(): Origins {
  const layerSites = new WeakMap<object, CallSite | null>();
  const variableSites = new WeakMap<object, CallSite | null>();
  const state = new WeakSet();
  const assigned = new WeakSet();
  const ownSites = new WeakMap<object, CallSite>();
  const layerOf = new WeakMap<object, LayerObject>();
  const wholeOf = new WeakMap<object, LayerObject>();
  const penaltiesOf = new WeakMap<object, Penalty[]>();
  const applied = new WeakMap<object, CallSite[]>();
  const made: WeakRef<LayerObject>[] = [];
  let linked = 0;

  /** Parts are set after the constructor of their whole ran: linked when first asked for. */
  function linkParts(): void {
    for (; linked < made.length; linked++) {
      const layer = made[linked]!.deref();
      if (!layer) continue;
      const parts = [layer.cell, layer.layer, layer.forwardLayer, layer.backwardLayer, ...(layer.cells ?? [])];
      for (const part of parts) if (typeof part === 'object') wholeOf.set(part, layer);
    }
    made.length = linked = 0;
  }

  function outermost(layer: LayerObject): LayerObject {
    linkParts();
    let whole = layer;
    for (let next = wholeOf.get(whole); next; next = wholeOf.get(whole)) whole = next;
    return whole;
  }

  const siteOf = (layer: LayerObject) => layerSites.get(outermost(layer)) ?? layerSites.get(layer) ?? null;

  return {
    layerMade(layer, site) {
      layerSites.set(layer, site);
      made.push(new WeakRef(layer));
    },
    variableMade(variable, site, inner) {
      variableSites.set(variable, site);
      if (inner) state.add(variable);
    },
    assigned: (variable) => void assigned.add(variable),
    wasAssigned: (variable) => assigned.has(variable),
    isOptimizers: (variable) => state.has(variable),
    weightAdded(variable, layer, site) {
      layerOf.set(variable, layer);
      if (site) ownSites.set(variable, site);
    },
    penaltyAdded(penalty, layer) {
      const key = penalty.variable ?? layer;
      penaltiesOf.set(key, [...(penaltiesOf.get(key) ?? []), penalty]);
    },
    layerApplied(layer, site) {
      if (site) applied.set(layer, [...(applied.get(layer) ?? []), site]);
    },
    applications(variable) {
      const layer = layerOf.get(variable);
      return (layer && applied.get(outermost(layer))) ?? [];
    },
    whole: outermost,
    siteOf,
    info(variable) {
      const layer = layerOf.get(variable);
      const site = ownSites.get(variable) ?? (layer && siteOf(layer)) ?? variableSites.get(variable) ?? null;
      return {
        name: variable.name,
        layer: layer ? outermost(layer).name : null,
        shape: variable.shape.slice(),
        parameters: variable.size,
        file: site?.file ?? null,
        line: site?.line ?? null,
      };
    },
    penalties(variables) {
      const found = new Set<Penalty>();
      for (const variable of variables) {
        const layer = layerOf.get(variable);
        for (const penalty of penaltiesOf.get(variable) ?? []) found.add(penalty);
        for (const penalty of (layer && penaltiesOf.get(layer)) ?? []) found.add(penalty);
      }
      return [...found];
    },
  };
}
