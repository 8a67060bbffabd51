/** Losses written with ops: minimize, variableGrads, hand-written loops. */
import * as tf from '@tensorflow/tfjs';
import { minimized, numbers, oneHot, variable, type Style } from './style.js';

const inputs = () => numbers([8, 6], 2) as tf.Tensor2D;
type Square = tf.Variable<tf.Rank.R2>;
const scalar = (tensor: tf.Tensor) => tensor as tf.Scalar;

export const coreStyles: Record<string, Style> = {
  'minimize, mean squared error': () => {
    const [w, b, x, y] = [variable([6, 4], 1), variable([4], 2), inputs(), numbers([8, 4], 5)];
    minimized(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b).tanh()) as tf.Scalar);
  },
  'variableGrads and an update of its own': () => {
    const [w, x, y] = [variable([6, 4], 1), inputs(), numbers([8, 4], 5)];
    for (let step = 0; step < 3; step++)
      tf.tidy(() => {
        const { grads } = tf.variableGrads(() => scalar(x.matMul(w).sub(y).square().mean()), [w]);
        w.assign(w.sub(grads[w.name]!.mul(0.1)));
      });
  },
  'accumulated micro-batches': () => {
    const [w, optimizer] = [variable([6, 4], 1), tf.train.sgd(0.1)];
    for (let step = 0; step < 3; step++)
      tf.tidy(() => {
        let sum: tf.Tensor = tf.zerosLike(w);
        for (let k = 0; k < 2; k++) {
          const x = numbers([8, 6], 10 * step + k) as tf.Tensor2D;
          sum = sum.add(tf.variableGrads(() => scalar(x.matMul(w).square().mean()), [w]).grads[w.name]!);
        }
        optimizer.applyGradients({ [w.name]: sum.div(2) });
      });
  },
  'cross-entropies with label smoothing': () => {
    const [w, x, y] = [variable([6, 4], 1), inputs(), oneHot(8, 4)];
    minimized(() => {
      const z = x.matMul(w);
      return scalar(tf.add(tf.losses.softmaxCrossEntropy(y, z, undefined, 0.1), tf.losses.sigmoidCrossEntropy(y, z)));
    });
  },
  'log-softmax by hand': () => {
    const [w, x, y] = [variable([6, 4], 1), inputs(), oneHot(8, 4)];
    minimized(() => scalar(tf.logSoftmax(x.matMul(w)).mul(y).sum(-1).mean().neg()));
  },
  'log-sigmoid of a variable': () => {
    const w = variable([6, 4], 1);
    minimized(() => scalar(tf.logSigmoid(w).mean().neg()));
  },
  'hinge, huber, cosine and absolute losses': () => {
    const [w, x, y] = [variable([6, 4], 1), inputs(), numbers([8, 4], 5)];
    minimized(() => {
      const z = x.matMul(w);
      const { hingeLoss, huberLoss, cosineDistance, absoluteDifference, logLoss } = tf.losses;
      return scalar(
        tf.addN([
          hingeLoss(y, z),
          huberLoss(y, z),
          cosineDistance(y, z, 1),
          absoluteDifference(y, z),
          logLoss(oneHot(8, 4), z.sigmoid()),
        ] as tf.Scalar[]),
      );
    });
  },
  'a gradient of the user (clip)': () => {
    const [w, x, factor] = [variable([6, 4], 1), inputs(), tf.scalar(0.7)];
    const clip = tf.customGrad((z, save) => {
      const value = (z as tf.Tensor).clipByValue(-0.5, 0.5).mul(factor);
      (save as tf.GradSaveFunc)([z as tf.Tensor]);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => dy.mul(saved[0]!.abs().less(0.5).toFloat()).mul(factor);
      return { value, gradFunc };
    });
    minimized(() => scalar(clip(x.matMul(w)).square().mean().add(clip(w).sum())));
  },
  'a straight-through estimator': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    const binarised = tf.customGrad((z) => ({ value: (z as tf.Tensor).sign(), gradFunc: (dy: tf.Tensor) => dy }));
    minimized(() =>
      scalar(
        x
          .matMul(binarised(w) as tf.Tensor2D)
          .square()
          .mean(),
      ),
    );
  },
  'where, gather, slice, concat, stack, split, unstack': () => {
    const [w, table, x] = [variable([6, 4], 1), variable([9, 4], 4), inputs()];
    const rows = tf.tensor1d([1, 3, 5, 0, 2, 2, 8, 7], 'int32');
    const mask = numbers([8, 4], 9).greater(0);
    minimized(() => {
      const z = x.matMul(w);
      const gathered = tf.gather(table, rows);
      const chosen = tf.where(mask, z, gathered);
      const joined = tf.concat([chosen.slice([0, 0], [8, 2]), gathered.slice([0, 1], [8, 3])], 1);
      const [first, second] = tf.split(joined, [2, 3], 1) as [tf.Tensor2D, tf.Tensor2D];
      const parts = tf.unstack(second, 1);
      return scalar(tf.stack([first.mean(), second.max(), parts[0]!.sum(), parts[1]!.min(), parts[2]!.prod()]).mean());
    });
  },
  'a batch gathered inside the loss': () => {
    const [w, images] = [variable([6, 4], 1), numbers([40, 6], 7)];
    let step = 0;
    minimized(() => {
      const rows = tf.tensor1d(
        [0, 1, 2, 3].map((i) => (7 * i + 3 * step) % 40),
        'int32',
      );
      step++;
      return scalar(tf.gather(images, rows).matMul(w).square().mean());
    });
  },
  'casts, comparisons and one-hot of integers': () => {
    const [w, x] = [variable([6, 4], 1), numbers([8, 6], 2).mul(5).toInt()];
    const labels = tf.tensor1d([0, 1, 2, 3, 0, 1, 2, 3], 'int32');
    minimized(() => {
      const z = x.toFloat().matMul(w as tf.Tensor2D);
      return scalar(z.mul(tf.oneHot(labels, 4).toFloat()).sum().neg().add(z.square().mean()));
    });
  },
  'einsum of data': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    minimized(() =>
      scalar(
        x
          .matMul(w)
          .mul(tf.einsum('ij,ij->j', x, x).sum())
          .square()
          .mean(),
      ),
    );
  },
  'reductions, logSumExp, norm, moments, cumsum': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    minimized(() => {
      const z = x.matMul(w);
      const { variance } = tf.moments(z, 0);
      return scalar(
        tf.addN([
          tf.logSumExp(z, 1).mean(),
          tf.norm(z),
          variance.sum(),
          tf.cumsum(z, 1).mean(),
          z.max(1).mean(),
          tf.mean(z, 0).min(),
        ]),
      );
    });
  },
  'tile, pad, transpose, reverse, batchToSpace, resize, erf, pow, clip': () => {
    const [w, x] = [variable([6, 16], 1), inputs()];
    minimized(() => {
      const z = x.matMul(w).reshape([8, 4, 4, 1]) as tf.Tensor4D;
      const larger = tf.image.resizeBilinear(z, [6, 6]);
      return scalar(
        tf.addN([
          tf.tile(z, [1, 1, 2, 1]).mean(),
          tf
            .pad(
              z,
              [
                [0, 0],
                [1, 1],
                [0, 0],
                [0, 0],
              ],
              0.5,
            )
            .square()
            .mean(),
          tf.transpose(z, [0, 2, 1, 3]).erf().mean(),
          tf.reverse(z, 1).pow(2).mean(),
          larger.clipByValue(-1, 1).square().mean(),
          tf
            .batchToSpaceND(
              z,
              [2, 2],
              [
                [0, 0],
                [0, 0],
              ],
            )
            .softplus()
            .mean(),
        ]),
      );
    });
  },
  'fused matMul and convolution': () => {
    const [w, kernel, b, b2] = [variable([6, 16], 1), variable([2, 2, 1, 3], 3), variable([3], 4), variable([16], 5)];
    const x = inputs();
    minimized(() => {
      const z = tf.fused.matMul({ a: x, b: w as tf.Tensor2D, bias: b2, activation: 'relu' }).reshape([8, 4, 4, 1]);
      const filter = kernel as unknown as tf.Tensor4D;
      return scalar(
        tf.fused
          .conv2d({ x: z as tf.Tensor4D, filter, strides: 1, pad: 'same', bias: b, activation: 'linear' })
          .square()
          .mean(),
      );
    });
  },
  'dropout and noise as ops': () => {
    const [w, x] = [variable([6, 16], 1), inputs()];
    minimized(() =>
      scalar(
        tf
          .dropout(x.matMul(w), 0.4)
          .add(tf.randomNormal([8, 16]))
          .square()
          .mean(),
      ),
    );
  },
  'an annealed factor': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    let step = 0;
    minimized(() =>
      scalar(
        x
          .matMul(w)
          .square()
          .mean()
          .mul(++step / 10),
      ),
    );
  },
  'a gradient penalty through relu': () => {
    const [w, u, x] = [variable([6, 5], 1), variable([5, 1], 2), inputs()];
    const net = (given: tf.Tensor) => scalar((given as tf.Tensor2D).matMul(w).relu().matMul(u).sum());
    minimized(() => scalar(tf.grad(net)(x).square().sum(1).sqrt().sub(1).square().mean()));
  },
  'a gradient penalty through tanh': () => {
    const [w, u, x] = [variable([6, 5], 1), variable([5, 1], 2), inputs()];
    const net = (given: tf.Tensor) => scalar((given as tf.Tensor2D).matMul(w).tanh().matMul(u).sum());
    minimized(() => scalar(tf.grad(net)(x).square().sum(1).sqrt().sub(1).square().mean()));
  },
  'a gradient penalty through layers': () => {
    const net = tf.sequential({
      layers: [tf.layers.dense({ units: 5, activation: 'relu', inputShape: [6] }), tf.layers.dense({ units: 1 })],
    });
    const x = inputs();
    minimized(() =>
      scalar(
        tf
          .grad((z: tf.Tensor) => scalar((net.apply(z) as tf.Tensor).sum()))(x)
          .square()
          .sum(1)
          .sqrt()
          .sub(1)
          .square()
          .mean(),
      ),
    );
  },
  'a variable outside of the training (moving target)': () => {
    const [w, target, x] = [variable([6, 4], 1), tf.variable(numbers([6, 4], 7), false), inputs()];
    minimized(() => scalar(x.matMul(w).sub(x.matMul(target)).square().mean()), [w]);
  },
  'a variable assigned inside the loss': () => {
    const [w, running, x] = [variable([6, 4], 1), tf.variable(numbers([4], 7), false), inputs()];
    minimized(() => {
      const z = x.matMul(w);
      running.assign(running.mul(0.9).add(z.mean(0).mul(0.1)));
      return scalar(z.sub(running).square().mean());
    }, [w]);
  },
  'two losses in turn at one place': () => {
    const [a, b, x, optimizer] = [variable([6, 6], 3), variable([6, 6], 4), inputs(), tf.train.sgd(0.05)];
    const losses = [() => scalar(x.matMul(a).square().mean()), () => scalar(x.matMul(a).matMul(b).tanh().mean())];
    for (let step = 0; step < 24; step++) optimizer.minimize(losses[step % 2]!, true, [a, b])!.dispose();
  },
  'generator and discriminator': () => {
    const [g, d] = [variable([2, 2], 1), variable([2, 1], 2)];
    const judge = (points: tf.Tensor2D, answer: number) =>
      scalar(tf.losses.sigmoidCrossEntropy(tf.fill([8, 1], answer), points.matMul(d)));
    const [forG, forD] = [tf.train.adam(0.01, 0.5), tf.train.adam(0.01, 0.5)];
    for (let step = 0; step < 3; step++) {
      const [real, noise] = [numbers([8, 2], 10 + step), numbers([8, 2], 50 + step)] as [tf.Tensor2D, tf.Tensor2D];
      forD.minimize(() => scalar(judge(real, 1).add(judge(noise.matMul(g) as tf.Tensor2D, 0))), true, [d])!.dispose();
      forG.minimize(() => judge(noise.matMul(g) as tf.Tensor2D, 1), true, [g])!.dispose();
    }
  },
  'attention by hand': () => {
    const [q, k, v, o] = [1, 2, 3, 4].map((seed) => variable([4, 4], seed)) as [Square, Square, Square, Square];
    const x = numbers([2, 5, 4], 5) as tf.Tensor3D;
    const mask = tf.linalg
      .bandPart(tf.ones([5, 5]), -1, 0)
      .sub(1)
      .mul(1e9);
    const project = (w: Square) => x.reshape([10, 4]).matMul(w).reshape([2, 5, 4]);
    minimized(() => {
      const scores = tf.matMul(project(q), project(k), false, true).div(2).add(mask);
      const seen = tf.matMul(tf.softmax(scores), project(v)).reshape([10, 4]);
      return scalar(
        tf
          .matMul(seen as tf.Tensor2D, o as tf.Tensor2D)
          .square()
          .mean(),
      );
    });
  },
  'loops, closures and tf.tidy': () => {
    const weights = [1, 2, 3].map((seed) => variable([6, 6], seed));
    const x = inputs();
    const layer = (w: tf.Variable) => (z: tf.Tensor) =>
      tf.tidy(() =>
        z
          .matMul(w as tf.Tensor2D)
          .add(1)
          .elu(),
      );
    minimized(() => {
      let z: tf.Tensor = x;
      for (const apply of weights.map(layer)) z = apply(z);
      return scalar(tf.tidy(() => z.square().mean()));
    });
  },
  'branches by a JavaScript number': () => {
    const [w, x] = [variable([6, 6], 1), inputs()];
    let step = 0;
    const optimizer = tf.train.sgd(0.05);
    for (; step < 16; step++)
      optimizer
        .minimize(
          () => {
            let z: tf.Tensor2D = x;
            for (let depth = 0; depth <= step % 2; depth++) z = z.matMul(w).tanh() as tf.Tensor2D;
            return scalar(z.square().mean());
          },
          true,
          [w],
        )!
        .dispose();
  },
  'plain tensors and tf.valueAndGrads': () => {
    let w: tf.Tensor = numbers([6, 4], 1);
    let b: tf.Tensor = numbers([4], 2);
    const [x, y] = [inputs(), numbers([8, 4], 5)];
    const both = tf.valueAndGrads((w: tf.Tensor, b: tf.Tensor) =>
      scalar(
        x
          .matMul(w as tf.Tensor2D)
          .add(b)
          .sub(y)
          .square()
          .mean(),
      ),
    );
    for (let step = 0; step < 6; step++) {
      const { grads } = both([w, b]);
      [w, b] = [w.sub(grads[0]!.mul(0.1)), b.sub(grads[1]!.mul(0.1))];
    }
  },
  'the loss is read for a log only': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    minimized(() => {
      const loss = scalar(x.matMul(w).square().mean());
      loss.dataSync();
      return loss;
    });
  },
  'values read back steer the loss': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    minimized(() => {
      const z = x.matMul(w);
      const largest = z.max().dataSync()[0]!;
      return scalar(z.div(largest).square().mean());
    });
  },
  'a spectrum of data, one of results for a log': () => {
    const [w, x] = [variable([6, 4], 1), inputs()];
    minimized(() => {
      const z = x.matMul(w);
      tf.spectral.rfft(z).dispose();
      const spectrum = tf.abs(tf.spectral.rfft(x)).mean(1, true);
      return scalar(z.mul(spectrum).square().mean());
    });
  },
  'a variable is the loss itself, another is unused': () => {
    const [w, unused] = [tf.variable(tf.scalar(3)), variable([2], 3)];
    minimized(() => w.clone() as tf.Scalar, [w, unused]);
  },
  'policy gradient with sampled actions': () => {
    const [w, x] = [variable([6, 3], 1), inputs()];
    const optimizer = tf.train.adam(0.05);
    for (let step = 0; step < 3; step++) {
      const actions = tf.tidy(
        () => tf.multinomial(x.matMul(w) as tf.Tensor2D, 1, step + 1).reshape([8]) as tf.Tensor1D,
      );
      const rewards = numbers([8], 30 + step);
      optimizer
        .minimize(
          () => {
            const chosen = tf.logSoftmax(x.matMul(w)).mul(tf.oneHot(actions.toInt(), 3)).sum(1);
            return scalar(chosen.mul(rewards).mean().neg());
          },
          true,
          [w],
        )!
        .dispose();
    }
  },
  'variational autoencoder with sampled noise': () => {
    const [encode, decode, x] = [variable([6, 4], 1), variable([2, 6], 2), inputs()];
    minimized(() => {
      const [mean, logVariance] = tf.split(x.matMul(encode), 2, 1) as [tf.Tensor2D, tf.Tensor2D];
      const z = mean.add(
        logVariance
          .div(2)
          .exp()
          .mul(tf.randomNormal([8, 2])),
      ) as tf.Tensor2D;
      const error = z
        .matMul(decode as tf.Tensor2D)
        .sub(x)
        .square()
        .mean();
      const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).mean().mul(-0.5);
      return scalar(error.add(divergence));
    });
  },
};
