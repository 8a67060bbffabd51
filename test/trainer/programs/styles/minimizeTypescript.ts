// TypeScript: types above the training shift its lines once they are compiled away.
import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import seeded from './seeded.cjs';

interface Batch {
  x: Tensor2D;
  y: Tensor2D;
}

const { tf, tell, numbers, ready } = seeded;

async function main(): Promise<void> {
  await ready();
  const batch: Batch = { x: numbers([16, 3], 1) as Tensor2D, y: numbers([16, 2], 2) as Tensor2D };
  const w = tf.variable(numbers([3, 2], 3, 0.1) as Tensor2D, true, 'w');
  const optimizer = tf.train.adam(0.05);
  for (let i = 0; i < 5; i++) {
    const loss = optimizer.minimize((): Scalar => batch.x.matMul(w).sub(batch.y).square().mean(), true) as Scalar;
    tell(i, loss.dataSync()[0], [w]);
    loss.dispose();
  }
}
void main();
