import assert from 'node:assert/strict';
import { heatFraction, luminance, rampColor, rampTable } from '../../../../webview/charts/ramp.js';

describe('the ramp', () => {
  for (const [ground, sign] of [
    ['dark', 1],
    ['light', -1],
  ] as const)
    it(`leads away from a ${ground} background, brighter or darker at every place`, () => {
      for (let i = 1; i <= 64; i++) {
        const step = luminance(rampColor(i / 64, ground)) - luminance(rampColor((i - 1) / 64, ground));
        assert.ok(sign * step > 0, `at ${i}/64: ${step}`);
      }
    });

  it('has the published ends of cividis', () => {
    assert.deepEqual(rampColor(1, 'dark'), [0xfd, 0xea, 0x45]);
    assert.deepEqual(rampColor(1, 'light'), [0x00, 0x20, 0x51]);
  });

  it('gives what lies outside the colour of the end', () => {
    assert.deepEqual(rampColor(-3, 'dark'), rampColor(0, 'dark'));
    assert.deepEqual(rampColor(7, 'light'), rampColor(1, 'light'));
  });

  it('is opaque in the table', () => {
    const bytes = new Uint8Array(rampTable('dark', 4).buffer);
    assert.deepEqual([...bytes.slice(12)], [0xfd, 0xea, 0x45, 255]);
  });

  it('puts a value on the ramp by its logarithm', () => {
    const range = { low: -3, high: 1 };
    assert.ok(Math.abs(heatFraction(0.1, range) - 0.5) < 1e-12);
    assert.equal(heatFraction(1e9, range), 1);
    assert.equal(heatFraction(1e-9, range), 0);
  });
});
