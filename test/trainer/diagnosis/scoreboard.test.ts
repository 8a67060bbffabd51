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

  it('find most mistakes, under the right name and at the right place', function () {
    if (process.env.GRADLENS_PROGRAMS) this.skip();
    const count = (key: 'found' | 'family' | 'place') => scored.filter((one) => one.mistake && one[key]).length;
    assert.ok(count('found') >= 73, `found ${count('found')}`);
    assert.ok(count('family') >= 73, `right family ${count('family')}`);
    assert.ok(count('place') >= 70, `right place ${count('place')}`);
  });

  it('say nothing about a healthy program', () => {
    const alarms = scored.filter(({ mistake, found }) => !mistake && found);
    assert.deepEqual(
      alarms.map(({ name, findings }) => `${name}: ${findings.map(({ message }) => message).join('; ')}`),
      [],
    );
  });
});
