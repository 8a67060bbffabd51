import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeCondition } from '../../../src/conditions/complete.js';
import { parseCondition } from '../../../src/conditions/parse.js';

const VARIABLES = ['conv1/kernel', 'conv1/bias', 'dense/kernel'];
/** `|` is the cursor. */
function complete(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, options } = completeCondition(text, cursor, VARIABLES);
  const results = options.map(({ insert }) => text.slice(0, from) + insert + text.slice(to));
  return { labels: options.map(({ label }) => label), results };
}

describe('completeCondition', () => {
  const cases: [string, string[]][] = [
    ['|', ['not', 'any', 'all', 'loss', 'step', 'epoch', 'learningRate', 'gradient', 'weight', 'update']],
    ['gr|', ['gradient']],
    ['loss |', ['is']],
    ['loss is |', ['not', 'NaN', 'finite', 'infinite']],
    ['loss is NaN |', ['and', 'or']],
    ['loss > 1 a|', ['and']],
    ['any |', ['gradient', 'weight', 'update']],
    ['gradient(|', VARIABLES],
    ['gradient("k|', ['conv1/kernel', 'dense/kernel']],
    ['update("dense/kernel").|', ['norm', 'ratio']],
    ['gradient("dense/kernel").m|', ['mean', 'min', 'max']],
    ['loss > 1 and weight("c|").norm > 1', ['conv1/kernel', 'conv1/bias']],
    ['loss loss |', []],
  ];
  for (const [marked, labels] of cases)
    it(`offers at ${marked}`, () => assert.deepEqual(complete(marked).labels, labels));

  it('closes the quote and the bracket, and takes those that are there', () => {
    assert.equal(complete('gradient("conv1/k|').results[0], 'gradient("conv1/kernel")');
    assert.equal(complete('gradient("conv1/k|").norm > 1').results[0], 'gradient("conv1/kernel").norm > 1');
    assert.equal(complete('gradient(|').results[2], 'gradient("dense/kernel")');
  });

  it('leads to a condition, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (choices) => {
        let text = '';
        for (const choice of choices) {
          const { from, to, options } = completeCondition(text, text.length, VARIABLES);
          if (options.length === 0) break;
          text = text.slice(0, from) + options[choice % options.length]!.insert + text.slice(to);
          text += /\b(?:gradient|weight|update)$/.test(text) ? '(' : /"\)$/.test(text) ? '.' : ' ';
        }
        const parsed = parseCondition(text);
        // What is chosen is never what the parser stumbles over: at most something is missing at the end.
        if (!parsed.ok) assert.ok(parsed.error.column >= text.trimEnd().length, `${text}: ${parsed.error.message}`);
      }),
    );
  });
});
