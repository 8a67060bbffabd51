import assert from 'node:assert/strict';
import { collection } from './collection.js';
import { board, score, type Scored } from './score.js';

describe('the rules, on the collection of programs', function () {
  this.timeout(600_000);
  let scored: Scored[] = [];
  before(async () => {
    const only = process.env.GRADLENS_PROGRAMS;
    scored = await score(collection().filter(({ name }) => !only || new RegExp(only).test(name)));
    console.log(board(scored).join('\n'));
  });

  it('run them all', () => {
    assert.deepEqual(
      scored.filter(({ broken }) => broken).map(({ name, broken }) => `${name}: ${broken}`),
      [],
    );
  });

  it('say nothing about a healthy program', () => {
    const alarms = scored.filter(({ mistake, found }) => !mistake && found);
    assert.deepEqual(
      alarms.map(({ name, findings }) => `${name}: ${findings.map(({ message }) => message).join('; ')}`),
      [],
    );
  });
});
