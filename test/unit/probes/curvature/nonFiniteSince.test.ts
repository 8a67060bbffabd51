import assert from 'node:assert/strict';
import { createNonFiniteSince } from '../../../../src/probes/curvature/nonFiniteSince.js';

describe('since when weights are not finite', () => {
  const HOLD = 'the weights hold NaN or infinities since';

  it('is the step where every one was seen', () => {
    const since = createNonFiniteSince();
    assert.equal(since.at(1, true), null);
    assert.equal(since.at(2, true), null);
    assert.equal(since.at(3, false), `${HOLD} step 3`);
    assert.equal(since.at(4, false), `${HOLD} step 3`);
    assert.equal(createNonFiniteSince().at(1, false), `${HOLD} step 1`);
  });

  it('is one of several where steps were left out', () => {
    const since = createNonFiniteSince();
    since.at(4, true);
    assert.equal(since.at(160, false), `${HOLD} a step of 5 to 160: those between were left out`);
    assert.equal(createNonFiniteSince().at(160, false), `${HOLD} step 160 or before`);
  });

  it('begins anew where weights became finite again', () => {
    const since = createNonFiniteSince();
    since.at(1, false);
    since.at(2, true);
    assert.equal(since.at(3, false), `${HOLD} step 3`);
  });
});
