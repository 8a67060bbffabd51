import { makeModel } from './model.js';

export async function fitting(xs, ys) {
  const model = makeModel();
  await model.fit(xs, ys, { epochs: 2 });
}
