/**
 * One root cause, one finding. Which families are known to bring which others about; what follows from a finding that held
 * no later is listed under it.
 */
import type { Family } from './rule.js';

const FOLLOWS_FROM: Partial<Record<Family, readonly Family[]>> = {
  'nan-origin': [
    'exploding-gradient',
    'unstable-step',
    'wrong-gradient',
    'optimizer-bug',
    'accumulation',
    'initialization',
    'data',
    'loss-mismatch',
  ],
  'exploding-gradient': [
    'unstable-step',
    'wrong-gradient',
    'optimizer-bug',
    'accumulation',
    'initialization',
    'data',
    'nan-origin',
    'loss-mismatch',
  ],
  'dead-units': [
    'unstable-step',
    'initialization',
    'data',
    'wrong-gradient',
    'optimizer-bug',
    'exploding-gradient',
    'nan-origin',
    'regularization',
  ],
  overfitting: ['data'],
  'saturated-units': [
    'data',
    'initialization',
    'unstable-step',
    'exploding-gradient',
    'wrong-gradient',
    'optimizer-bug',
  ],
  'vanishing-gradient': [
    'unstable-step',
    'linear-collapse',
    'dead-units',
    'saturated-units',
    'initialization',
    'loss-mismatch',
    'non-differentiable',
    'reduction',
    'data',
    'regularization',
  ],
  'no-gradient': ['non-differentiable', 'dead-units', 'initialization', 'loss-mismatch'],
  'slow-step': [
    'batch-norm',
    'exploding-gradient',
    'unstable-step',
    'nan-origin',
    'data',
    'no-gradient',
    'non-differentiable',
    'dead-units',
    'saturated-units',
    'vanishing-gradient',
    'loss-mismatch',
    'initialization',
    'regularization',
    'reduction',
  ],
  'unstable-step': ['unstable-step', 'wrong-gradient', 'optimizer-bug', 'accumulation', 'data', 'nan-origin'],
  'loss-mismatch': ['data'],
  'wrong-gradient': ['data'],
  regularization: ['regularization'],
  initialization: ['data'],
};

/** Whether a finding of family `effect` is explained by one of family `cause`. */
export function follows(effect: Family, cause: Family): boolean {
  return FOLLOWS_FROM[effect]?.includes(cause) ?? false;
}
