import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { RULES } from '../../../src/diagnosis/rules.js';
import { readRuleSettings, RULE_THRESHOLDS } from '../../../src/protocol/ruleSettings.js';

describe('the settings of the rules', () => {
  it('know every rule and its thresholds, in package.json too', () => {
    assert.deepEqual(RULE_THRESHOLDS, Object.fromEntries(RULES.map(({ name, thresholds }) => [name, thresholds])));
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { propertyNames?: { enum: string[] } }> } };
    };
    const setting = manifest.contributes.configuration.properties['gradlens.rules'];
    assert.deepEqual(setting?.propertyNames?.enum, Object.keys(RULE_THRESHOLDS));
  });

  it('are taken where they are understood', () => {
    const given = { 'loss-diverges': false, 'units-dead': true, 'data-unfit': { large: 100 } };
    assert.deepEqual(readRuleSettings(given), { rules: given, problem: null });
  });

  it('say in one sentence what is wrong, and keep the rest', () => {
    const wrong: [unknown, RegExp][] = [
      [3, /^The setting of the rules is not understood: give an object/],
      [{ losses: false }, /^There is no rule "losses": docs\/rules\.md/],
      [{ toString: false }, /^There is no rule "toString"/],
      [{ 'not-finite': 'off' }, /^The rule "not-finite" is set to "off": give true, false/],
      [{ 'data-unfit': { larger: 1 } }, /^The rule "data-unfit" has no threshold "larger": it has large, targets/],
      [
        { 'data-unfit': { large: '9' } },
        /^The threshold "large" of the rule "data-unfit" is set to "9": give a number/,
      ],
    ];
    for (const [given, sentence] of wrong) assert.match(readRuleSettings(given).problem!.message, sentence);
    const { rules } = readRuleSettings({ losses: false, 'not-finite': false });
    assert.deepEqual(rules, { 'not-finite': false });
  });
});
