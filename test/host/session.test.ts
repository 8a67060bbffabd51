import assert from 'node:assert/strict';
import { clickLens, lensTitles, nextRun, openProgram, runsIn, waitFor } from './support.js';

describe('Train here', () => {
  it('runs the program, and the lens tells the result', async function () {
    this.timeout(60_000);
    const document = await openProgram('train.js');
    const before = runsIn().length;
    await clickLens(document);
    const run = await nextRun(before);
    assert.equal(run.program.line, 6);
    assert.equal(run.outcome?.programExit, 0);
    // The twentieth loss, seen before its update: (3^2 + 2^2) 0.8^38.
    await waitFor('the result', async () => (await lensTitles(document)).length === 2);
    assert.deepEqual(await lensTitles(document), ['$(play) Train here', 'last: 20 steps, loss 0.00270']);
  });
});
