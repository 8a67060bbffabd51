// Q-learning on a line of six places, with a target network that is copied every ten steps.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(44);
const net = (seed) => tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [6], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed }) }),
    tf.layers.dense({ units: 2, kernelInitializer: tf.initializers.glorotNormal({ seed: seed + 1 }) }),
  ],
});
const [online, target] = [net(1), net(3)];
target.setWeights(online.getWeights());
const optimizer = tf.train.adam(5e-3);
for (let step = 0; step < 120; step++) {
  const places = Array.from({ length: 32 }, () => Math.floor(6 * random()));
  const moves = places.map(() => (random() < 0.5 ? 0 : 1));
  const next = places.map((place, i) => Math.min(5, Math.max(0, place + (moves[i] ? 1 : -1))));
  const rewards = tf.tensor1d(next.map((place) => (place === 5 ? 1 : 0)));
  const goal = rewards.add(target.predict(tf.oneHot(next, 6).toFloat()).max(1).mul(0.9));
  const chosen = tf.oneHot(moves, 2).toFloat();
  optimizer.minimize(() => tf.losses.meanSquaredError(goal, online.predict(tf.oneHot(places, 6).toFloat()).mul(chosen).sum(1)), false, online.getWeights(true).length ? online.trainableWeights.map((weight) => weight.val) : undefined);
  if (step % 10 === 9) target.setWeights(online.getWeights());
}
