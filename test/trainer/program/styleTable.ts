/** The styles that do not replay, with the reason, and the table of docs/loss-program.md. */
import type { StyleResult } from './runStyles.js';

interface Exception {
  backends: readonly string[];
  /** What the result says. */
  told: RegExp;
  /** Whether the loss replays to the same bits all the same. */
  lossHolds: boolean;
  why: string;
}

export const EXCEPTIONS: Record<string, Exception> = {
  'a gradient penalty through tanh': {
    ...{ backends: ['cpu', 'wasm'], told: /^gradient 0$/, lossHolds: true },
    why: "TensorFlow.js's own gradient is not the derivative of the loss (its second derivative of tanh is wrong)",
  },
  'values read back steer the loss': {
    ...{ backends: ['cpu', 'wasm'], told: /^steered by values read back: dataSync \d+$/, lossHolds: false },
    why: 'refused: a constant is computed in JavaScript from values read back, so the ops are not the whole loss',
  },
  'einsum of data': {
    ...{ backends: ['wasm'], told: /Kernel 'Einsum' not registered/, lossHolds: false },
    why: 'the program itself fails: the wasm backend has no einsum',
  },
  'a spectrum of data, one of results for a log': {
    ...{ backends: ['wasm'], told: /Kernel 'Complex' not registered/, lossHolds: false },
    why: 'the program itself fails: the wasm backend has no complex numbers',
  },
};

export function styleTable(cpu: readonly StyleResult[], wasm: readonly StyleResult[]): string {
  const cell = (result: StyleResult | undefined, backend: string) => {
    const exception = EXCEPTIONS[result!.name];
    return exception?.backends.includes(backend) ? exception.why : 'same bits';
  };
  const rows = cpu.map((result) => {
    const other = wasm.find(({ name }) => name === result.name);
    return `| ${result.name} | ${result.ops} | ${cell(result, 'cpu')} | ${cell(other, 'wasm')} |`;
  });
  return ['| Style | Ops | cpu | wasm |', '| --- | --: | --- | --- |', ...rows].join('\n');
}
