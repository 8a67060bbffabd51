import assert from 'node:assert/strict';
import { RecentSteps } from '../../../src/runs/recentSteps.js';

describe('the overhead of a run under way', () => {
  it('is what measuring took over what the program took', () => {
    const recent = new RecentSteps();
    assert.equal(recent.overhead(), null);
    for (let step = 1; step <= 20; step++) recent.add(step, step * 105, 5);
    assert.equal(recent.overhead(), 0.05);
  });

  it('counts measurements made at every eighth step with their share', () => {
    const recent = new RecentSteps();
    let time = 0;
    for (let step = 1; step <= 65; step++)
      recent.add(step, (time += step % 8 === 0 ? 108 : 100), step % 8 === 0 ? 8 : 0);
    assert.ok(Math.abs(recent.overhead()! - 0.01) < 1e-12);
  });

  it('knows the newest steps only', () => {
    const recent = new RecentSteps();
    let time = 0;
    for (let step = 1; step <= 100; step++) recent.add(step, (time += 200), 100);
    for (let step = 101; step <= 170; step++) recent.add(step, (time += 110), 10);
    assert.ok(Math.abs(recent.overhead()! - 0.1) < 1e-12);
  });

  it('leaves out the time that the program stood', () => {
    const recent = new RecentSteps();
    for (let step = 1; step <= 40; step++) recent.add(step, step * 110 + (step > 20 ? 60_000 : 0), 10);
    assert.ok(Math.abs(recent.overhead()! - 0.1) < 1e-12);
  });
});
