import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { trainJson } from './gradlens.js';

/** What `npm start` shows a newcomer. */
describe('the broken twin of the digits', function () {
  this.timeout(180_000);

  it('has one finding, on the line of its mistake', async () => {
    const { status, report } = await trainJson(['examples/digits/broken.js'], ['1', '640']);
    assert.equal(status, 1);
    assert.deepEqual(
      report.findings.map(({ rule, severity }) => [rule, severity]),
      [['softmax-twice', 'error']],
    );
    const [finding] = report.findings;
    const text = readFileSync('examples/digits/broken.js', 'utf8').split('\n');
    assert.match(text[finding!.line! - 1]!, /activation: 'softmax'/);
    assert.match(finding!.advice, /activation: 'linear'/);
  });

  it('is silent where the rule is off, and ends with status 0', async () => {
    const off = JSON.stringify({ 'softmax-twice': false });
    const { status, report } = await trainJson(['examples/digits/broken.js', '--rules', off], ['1', '640']);
    assert.equal(status, 0);
    assert.deepEqual(report.findings, []);
  });
});
