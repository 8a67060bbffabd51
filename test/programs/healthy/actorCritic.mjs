// An actor and a critic with two optimizers on a small corridor: the actor's loss may go up and down, below zero and above.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(91);
const variable = (shape, seed, name) => tf.variable(tf.randomNormal(shape, 0, 0.3, 'float32', seed), true, name);
const actor = [variable([5, 16], 1, 'actor1'), variable([16, 2], 2, 'actor2')];
const critic = [variable([5, 16], 3, 'critic1'), variable([16, 1], 4, 'critic2')];
const scores = (states) => states.matMul(actor[0]).tanh().matMul(actor[1]);
const values = (states) => states.matMul(critic[0]).tanh().matMul(critic[1]);
const [acting, judging] = [tf.train.adam(0.02), tf.train.adam(0.02)];
for (let episode = 0; episode < 60; episode++) {
  const [visited, actions, rewards] = [[], [], []];
  for (let at = 2, turn = 0; turn < 16; turn++) {
    const state = Array.from({ length: 5 }, (_, i) => Number(i === at));
    const right = tf.tidy(() => scores(tf.tensor2d([state])).softmax().dataSync()[1]);
    const action = Number(random() < right);
    at = Math.min(4, Math.max(0, at + (action ? 1 : -1)));
    visited.push(state);
    actions.push(action);
    rewards.push(at === 4 ? 1 : -0.1);
  }
  const returns = new Float32Array(16);
  for (let i = 15, sum = 0; i >= 0; i--) returns[i] = sum = rewards[i] + 0.9 * sum;
  const states = tf.tensor2d(visited);
  const goal = tf.tensor2d(returns, [16, 1]);
  const advantage = tf.tidy(() => goal.sub(values(states)).squeeze());
  acting.minimize(
    () => {
      const chances = scores(states).logSoftmax();
      const taken = chances.mul(tf.oneHot(actions, 2)).sum(1);
      const entropy = chances.exp().mul(chances).sum(1).mean();
      return taken.mul(advantage).mean().neg().add(entropy.mul(0.01));
    },
    false,
    actor,
  );
  judging.minimize(() => tf.losses.meanSquaredError(goal, values(states)), false, critic);
}
