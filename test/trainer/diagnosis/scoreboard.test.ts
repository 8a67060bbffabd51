import assert from 'node:assert/strict';
import { collection } from './collection.js';
import { board, score, type Scored } from './score.js';

/** `npm test` runs every sixth program with its twin, `npm run test:external` all (GRADLENS_BOARD=whole). */
const EVERY = process.env.GRADLENS_BOARD === 'whole' ? 1 : 6;

/** Those where only λ1 tells, always. */
const ALWAYS = /^(?:unstable-slowly|stability)/;

/** Of the wrong programs, at least. */
const LEVEL = { found: 0.95, family: 0.93, place: 0.9 };

describe('the rules, on the collection of programs', function () {
  this.timeout(600_000);
  let scored: Scored[] = [];
  before(async () => {
    const only = process.env.GRADLENS_PROGRAMS;
    const names = [...new Set(collection().map(({ name }) => name.replace(' (mended)', '')))];
    const chosen = new Set(
      names.filter((name, i) => (only ? new RegExp(only).test(name) : i % EVERY === 0 || ALWAYS.test(name))),
    );
    scored = await score(collection().filter(({ name }) => chosen.has(name.replace(' (mended)', ''))));
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
    const wrong = scored.filter(({ mistake }) => mistake);
    for (const key of ['found', 'family', 'place'] as const) {
      const right = wrong.filter((one) => one[key]).length;
      assert.ok(right >= LEVEL[key] * wrong.length, `${key}: ${right} of ${wrong.length}`);
    }
  });

  it('say nothing about a healthy program', () => {
    const alarms = scored.filter(({ mistake, found }) => !mistake && found);
    assert.deepEqual(
      alarms.map(({ name, findings }) => `${name}: ${findings.map(({ message }) => message).join('; ')}`),
      [],
    );
  });
});
