/**
 * `tf.customGrad` inside of a nested gradient. The engine hides the forward function f from the tape: what the custom
 * gradient saves from the inside of f is then a constant to the second differentiation, and softmax cross-entropy, say, has
 * a wrong Hessian. So f is recorded like any code, and its result is passed on through an alias that is detached from it
 * and carries the custom gradient:
 *
 *     value = f(x)   on the tape, reached only through what was saved
 *     out   = value  with the custom gradient: dx = g(dy, saved)
 *
 * The first derivative is the custom one, bit by bit; the second is the derivative of g, also by what g got from f.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CustomGradCall, Engine } from './engine.js';

export function runCustomGradOnTape(engine: Engine, call: CustomGradCall): Tensor {
  const { state } = engine;
  /** An alias that the tape does not see; `Engine.clone` records itself even so. */
  const offTape = <T>(f: () => T): T => {
    state.kernelDepth++;
    try {
      return f();
    } finally {
      state.kernelDepth--;
    }
  };
  let saved: Tensor[] = [];
  const save = (tensors: Tensor[]) => {
    saved = offTape(() => tensors.map((tensor) => engine.keep(engine.clone(tensor))));
  };
  const value = engine.tidy(() => call.forwardFunc(engine.backend, save));
  const out = offTape(() => engine.runKernel('Identity', { x: value }) as Tensor);
  engine.addTapeNode(state.activeScope?.name ?? '', call.inputs, [out], call.backwardsFunc, saved, call.attrs);
  return out;
}
