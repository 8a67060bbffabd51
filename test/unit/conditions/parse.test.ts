import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCondition } from '../../../src/conditions/parse.js';
import { COLUMNS, fitsName, GROUPS, OPERATORS, SCALARS, STATES } from '../../../src/conditions/syntax.js';
import type { Condition, Operand } from '../../../src/conditions/syntax.js';

const message = (text: string) => {
  const parsed = parseCondition(text);
  assert.ok(!parsed.ok, text);
  return parsed.error.message;
};

describe('parseCondition', () => {
  it('reads the examples of the documentation', () => {
    const compare = (text: string) => {
      const parsed = parseCondition(text);
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.message);
      return parsed.condition;
    };
    assert.deepEqual(compare('gradient("conv1/kernel").norm > 10'), {
      kind: 'compare',
      left: { kind: 'variable', quantifier: null, group: 'gradient', name: 'conv1/kernel', at: 9, column: 'norm' },
      operator: '>',
      right: { kind: 'number', value: 10 },
    });
    assert.deepEqual(compare('loss is NaN'), {
      ...{ kind: 'is', operand: { kind: 'scalar', name: 'loss' }, not: false, state: 'NaN' },
    });
    assert.deepEqual(compare('step == 400'), compare('step = 400'));
    assert.deepEqual(compare('loss ≥ 1e-3'), compare('loss >= .001'));
    assert.deepEqual(compare("update('dense/kernel').ratio > 0.1"), {
      kind: 'compare',
      left: { kind: 'variable', quantifier: null, group: 'update', name: 'dense/kernel', at: 7, column: 'ratio' },
      operator: '>',
      right: { kind: 'number', value: 0.1 },
    });
    assert.equal(compare('any gradient.nan > 0').kind, 'compare');
    assert.equal(compare('all weight("conv*").norm is finite').kind, 'is');
  });

  it('binds not, then and, then or', () => {
    const parsed = parseCondition('not loss > 1 and step = 2 or epoch = 3');
    assert.ok(parsed.ok && parsed.condition.kind === 'or');
    const [first] = parsed.condition.parts;
    assert.ok(first?.kind === 'and' && first.parts[0]?.kind === 'not');
    const grouped = parseCondition('not (loss > 1 and (step = 2 or epoch = 3))');
    assert.ok(grouped.ok && grouped.condition.kind === 'not' && grouped.condition.part.kind === 'and');
  });

  const errors: [string, string][] = [
    [
      'loss > ',
      'The condition is not understood at column 8: expected a number, any, all, loss, step, epoch, learningRate, gradient, weight or update, found the end.',
    ],
    ['loss 3', 'The condition is not understood at column 6: expected is, =, !=, <, <=, > or >=, found "3".'],
    ['loss is big', 'The condition is not understood at column 9: expected not, NaN, finite or infinite, found "big".'],
    [
      'gradient("a").size > 1',
      'The condition is not understood at column 15: expected norm, mean, std, min, max, zeros, nan or inf, found "size".',
    ],
    ['update("a").mean > 1', 'The condition is not understood at column 13: expected norm or ratio, found "mean".'],
    [
      'gradient(conv1).norm > 1',
      'The condition is not understood at column 10: expected a name in quotes, found "conv1".',
    ],
    [
      'gradient("conv1).norm',
      'The condition is not understood at column 10: the name that starts here is not closed by a quote.',
    ],
    [
      'gradient.mean > 1',
      'The condition is not understood at column 1: gradient.mean has a value for each variable; write any gradient.mean or all gradient.mean, or name one variable.',
    ],
    ['(loss > 1', 'The condition is not understood at column 10: expected and, or or ), found the end.'],
    ['loss > 1; process.exit()', 'The condition is not understood at column 9: expected and or or, found ";".'],
  ];
  for (const [text, sentence] of errors)
    it(`says what is wrong with ${text}`, () => assert.equal(message(text), sentence));

  it('reads back what it is written as', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const parsed = parseCondition(written(condition));
        assert.ok(parsed.ok, written(condition));
        assert.equal(written(parsed.condition), written(condition));
      }),
    );
  });

  it('never throws, and points into the text', () => {
    const words = fc.constantFrom(
      ...SCALARS,
      ...GROUPS,
      'norm',
      '(',
      ')',
      '.',
      '"a"',
      "'",
      '>',
      'is',
      'NaN',
      'not',
      'and',
      '1',
      '-',
      '∞',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseCondition(text);
        if (!parsed.ok) assert.ok(parsed.error.column >= 1 && parsed.error.column <= text.length + 1);
      }),
    );
  });
});

describe('fitsName', () => {
  it('agrees with a regular expression', () => {
    const names = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    fc.assert(
      fc.property(patterns, names, (pattern, name) => {
        assert.equal(fitsName(pattern, name), new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });
});

const operands: fc.Arbitrary<Operand> = fc.oneof(
  fc.record({ kind: fc.constant('number' as const), value: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
  fc.record({ kind: fc.constant('scalar' as const), name: fc.constantFrom(...SCALARS) }),
  fc.constantFrom(...GROUPS).chain((group) =>
    fc.record({
      kind: fc.constant('variable' as const),
      quantifier: fc.constantFrom('any' as const, 'all' as const),
      group: fc.constant(group),
      name: fc.option(fc.stringMatching(/^[\w/*]{1,12}$/)),
      at: fc.constant(0),
      column: fc.constantFrom(...COLUMNS[group]),
    }),
  ),
);
const comparisons: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    left: operands,
    operator: fc.constantFrom(...OPERATORS),
    right: operands,
  }),
  fc.record({
    kind: fc.constant('is' as const),
    operand: operands,
    not: fc.boolean(),
    state: fc.constantFrom(...STATES),
  }),
);
const { conditions } = fc.letrec<{ conditions: Condition }>((tie) => ({
  conditions: fc.oneof(
    { maxDepth: 4 },
    comparisons,
    fc.record({ kind: fc.constant('not' as const), part: tie('conditions') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('conditions'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

function written(condition: Condition): string {
  switch (condition.kind) {
    case 'not':
      return `not (${written(condition.part)})`;
    case 'and':
    case 'or':
      return condition.parts.map((part) => `(${written(part)})`).join(` ${condition.kind} `);
    case 'compare':
      return `${operandText(condition.left)} ${condition.operator} ${operandText(condition.right)}`;
    case 'is':
      return `${operandText(condition.operand)} is ${condition.not ? 'not ' : ''}${condition.state}`;
  }
}

function operandText(operand: Operand): string {
  if (operand.kind === 'number') return String(operand.value);
  if (operand.kind === 'scalar') return operand.name;
  const name = operand.name === null ? '' : `("${operand.name}")`;
  return `${operand.quantifier ? `${operand.quantifier} ` : ''}${operand.group}${name}.${operand.column}`;
}
