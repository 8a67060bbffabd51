import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorOf, besideShown } from '../../../webview/layout/axisPlaces.js';
import { axisLength, stepAtX, stepTicks, xOfStep } from '../../../webview/layout/stepAxis.js';

describe('the step axis', () => {
  it('finds the step back from its own place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (last, width, share) => {
          const step = 1 + Math.floor(share * (last - 1));
          assert.equal(stepAtX({ last, width }, xOfStep({ last, width }, step)), step);
        },
      ),
      { seed: 1 },
    );
  });

  it('puts the middle of three steps in the middle', () => assert.equal(xOfStep({ last: 3, width: 300 }, 2), 150));

  it('never leaves the axis', () => {
    assert.equal(stepAtX({ last: 10, width: 100 }, -5), 1);
    assert.equal(stepAtX({ last: 10, width: 100 }, 1e9), 10);
  });

  it('is the planned length while the run is alive and the recorded part afterwards', () => {
    assert.equal(axisLength(371, 400, true), 400);
    assert.equal(axisLength(371, 400, false), 371);
    assert.equal(axisLength(0, null, false), 1);
  });

  it('grows by round lengths where the length is not known', () => {
    assert.deepEqual(
      [0, 99, 100, 371, 999, 1000].map((recorded) => axisLength(recorded, null, true)),
      [100, 100, 200, 500, 1000, 2000],
    );
    assert.equal(axisLength(450, 400, true), 500);
  });

  it('has round ticks from zero on', () => {
    assert.deepEqual(
      stepTicks({ last: 400, width: 548 }).map((tick) => tick.step),
      [0, 100, 200, 300, 400],
    );
    assert.deepEqual(
      stepTicks({ last: 3, width: 548 }).map((tick) => tick.step),
      [0, 1, 2, 3],
    );
  });

  it('lets labels near the step shown give way', () => {
    const axis = { last: 400, width: 400 };
    const labels = stepTicks(axis, 100).map(({ step, x }) => ({ x, text: String(step) }));
    const kept = besideShown(labels, { x: xOfStep(axis, 110), text: '110' }, 400).map(({ text }) => text);
    assert.deepEqual(kept, ['0', '200', '300', '400']);
  });

  it('keeps long labels apart, also where one is held inside the plot', () => {
    for (const width of [180, 236, 548, 900]) {
      const axis = { last: 65694, width };
      const labels = stepTicks(axis).map(({ step, x }) => ({ x, text: String(step) }));
      const shown = { x: xOfStep(axis, 65694), text: '65694' };
      const left = (label: { x: number; text: string }) =>
        label.x - (anchorOf(label, width) / 100) * label.text.length * 6.5;
      for (const label of besideShown(labels, shown, width)) {
        assert.ok(left(label) + label.text.length * 6.5 <= left(shown) - 4, `${label.text} at ${width} px`);
        assert.ok(left(label) + label.text.length * 6.5 <= width);
      }
    }
  });
});
