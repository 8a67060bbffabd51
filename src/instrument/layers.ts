/** Layers: where they are made, which weights are theirs, which penalties they declare. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { CallSiteReader } from './callSite.js';
import { replaceMethod } from './engine.js';
import type { LayerObject, Origins } from './origins.js';
import { asL1L2, type L1L2, type Penalty } from './penalties.js';

interface LayerPrototype extends LayerObject {
  addWeight(...args: unknown[]): { val?: Variable };
  apply(...args: unknown[]): unknown;
  addLoss(losses: LossFunction | LossFunction[] | null | undefined): void;
}
type LossFunction = () => Tensor;

/** The call as a layer class of the user's own makes it. */
const OWN_WEIGHT = /^(?:this\.)?addWeight\s*\(/;

/** Place of the regularizer among the arguments of Layer.addWeight. */
const REGULARIZER = 4;

export interface LayerEvents {
  readSite: CallSiteReader;
  origins: Origins;
  read(tensor: Tensor): number | null;
  /** Layers whose calls are running, innermost last. */
  calling: LayerObject[];
}

export function watchLayers(prototype: LayerPrototype, { readSite, origins, read, calling }: LayerEvents): void {
  /** Penalties that the running addWeight declares: their weight is known when it returns. */
  let declared: Penalty[] | null = null;
  let regularizer: L1L2 | null = null;

  // Every layer sets this property in its constructor: a setter on the base class sees it once, then is gone. Factories,
  // constructors and layers of the user's own all pass here.
  Object.defineProperty(prototype, 'inboundNodes', {
    configurable: true,
    get: () => undefined,
    set: function made(this: LayerObject, value: unknown) {
      Object.defineProperty(this, 'inboundNodes', { value, configurable: true, enumerable: true, writable: true });
      origins.layerMade(this, readSite(made));
    },
  });

  replaceMethod(prototype, 'addWeight', (original) => {
    return function adding(this: LayerPrototype, ...args) {
      const site = readSite.direct(adding, 'addWeight');
      const outer = { declared, regularizer };
      const penalties: Penalty[] = (declared = []);
      regularizer = asL1L2(args[REGULARIZER]);
      let weight: { val?: Variable };
      try {
        weight = original.apply(this, args);
      } finally {
        ({ declared, regularizer } = outer);
      }
      const variable = weight.val;
      if (variable) origins.weightAdded(variable, this, site && OWN_WEIGHT.test(site.text) ? site : null);
      for (const penalty of penalties) {
        penalty.variable = variable ?? null;
        penalty.name = variable?.name ?? penalty.name;
        origins.penaltyAdded(penalty, this);
      }
      return weight;
    };
  });

  replaceMethod(prototype, 'apply', (original) => {
    return function applying(this: LayerPrototype, ...args) {
      if (calling.length === 0 && isSymbolic(args[0])) origins.layerApplied(this, readSite.direct(applying, 'apply'));
      calling.push(this);
      try {
        return original.apply(this, args);
      } finally {
        calling.pop();
      }
    };
  });

  replaceMethod(prototype, 'addLoss', (original) => {
    return function (this: LayerPrototype, losses) {
      const list = Array.isArray(losses) ? losses : losses ? [losses] : [];
      const observed = list.map((loss, i): LossFunction => {
        const name = list.length === 1 ? `${this.name}/loss` : `${this.name}/loss_${i}`;
        const penalty: Penalty = {
          ...{ name, layer: origins.whole(this).name, site: origins.siteOf(this) },
          ...{ variable: null, regularizer, observed: NaN },
        };
        if (declared) declared.push(penalty);
        else origins.penaltyAdded(penalty, this);
        if (regularizer) return loss;
        return function (this: unknown) {
          const value = loss.call(this);
          penalty.observed = read(value) ?? NaN;
          return value;
        };
      });
      original.call(this, observed);
    };
  });
}

/** A place in a model's graph, not a tensor with values. */
const isSymbolic = (inputs: unknown) => {
  const first: unknown = Array.isArray(inputs) ? inputs[0] : inputs;
  return typeof first === 'object' && first !== null && 'sourceLayer' in first;
};
