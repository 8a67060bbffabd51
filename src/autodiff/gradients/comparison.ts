/** Comparisons and logic are constant but for jumps: their gradient is zero wherever there is one. */
import { zeroGradient, type GradientRule } from '../gradientRules.js';

const BINARY = [
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'Equal',
  'NotEqual',
  'LogicalAnd',
  'LogicalOr',
  'LogicalXor',
];

export const comparisonRules: GradientRule[] = [
  ...BINARY.map((kernelName): GradientRule => ({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradient: (core) => (_, saved) => ({ a: zeroGradient(core, saved[0]!), b: zeroGradient(core, saved[1]!) }),
  })),
  ...['LogicalNot', 'All', 'Any'].map((kernelName): GradientRule => ({
    kernelName,
    inputsToSave: ['x'],
    gradient: (core) => (_, saved) => ({ x: zeroGradient(core, saved[0]!) }),
  })),
];
