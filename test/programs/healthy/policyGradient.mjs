// REINFORCE on a bandit of five arms: the loss is minus advantage times log-probability, of either sign.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(41);
const payout = [0.1, 0.3, 0.9, 0.4, 0.2];
const scores = tf.variable(tf.zeros([5]), true, 'scores');
const optimizer = tf.train.adam(0.05);
let baseline = 0;
for (let step = 0; step < 150; step++) {
  const shares = tf.softmax(scores).arraySync();
  const arms = Array.from({ length: 16 }, () => {
    let left = random();
    const arm = shares.findIndex((share) => (left -= share) < 0);
    return arm < 0 ? 4 : arm;
  });
  const rewards = arms.map((arm) => (random() < payout[arm] ? 1 : 0));
  const before = baseline;
  baseline += 0.1 * (rewards.reduce((a, b) => a + b) / 16 - baseline);
  const advantage = tf.tensor1d(rewards.map((reward) => reward - before));
  const chosen = tf.oneHot(tf.tensor1d(arms, 'int32'), 5);
  optimizer.minimize(() => tf.logSoftmax(scores).mul(chosen).sum(1).mul(advantage).mean().neg());
}
