import assert from 'node:assert/strict';
import { notesOf, NOTE_LENGTH, type PlacedFinding } from '../../../../src/editor/lineNotes/notes.js';
import { sparkline } from '../../../../src/editor/lineNotes/sparkline.js';
import { RULES } from '../../../../src/diagnosis/rules.js';

const t = (message: string, ...args: (string | number)[]) =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const norms = (...values: number[]) => ({
  step: 10,
  lines: values.map((norm, i) => ({ file: '/net.js', line: i + 1, norm })),
});
const finding = (line: number, rule: string, more: Partial<PlacedFinding> = {}): PlacedFinding => ({
  ...{ rule, severity: 'warning', step: 5, file: '/net.js', line },
  ...more,
});
const texts = (...args: Parameters<typeof notesOf>) => notesOf(...args).map(({ line, text }) => `${line}: ${text}`);

describe('notes at the ends of lines', () => {
  it('stand on lines with at least 1 % of the largest norm', () => {
    assert.deepEqual(texts('/net.js', norms(10, 0.1, 0.0999, 0, 3.2e-4), [], 10, t), ['1: ‖g‖ 10.0', '2: ‖g‖ 0.100']);
    assert.deepEqual(texts('/net.js', norms(3.2e-4), [], 10, t), ['1: ‖g‖ 3.2e-4']);
  });

  it('stand where the norm is no number, which hides nothing else', () => {
    assert.deepEqual(texts('/net.js', norms(NaN, Infinity, 1), [], 10, t), ['1: ‖g‖ NaN', '2: ‖g‖ ∞', '3: ‖g‖ 1.00']);
  });

  it('count the largest norm over all files, and show those of one', () => {
    const both = norms(0.5, 1);
    both.lines.push({ file: '/other.js', line: 1, norm: 100 });
    assert.deepEqual(texts('/net.js', both, [], 10, t), ['2: ‖g‖ 1.00']);
    assert.deepEqual(texts('/other.js', both, [], 10, t), ['1: ‖g‖ 100']);
  });

  it('have a bar over two decades, on a log scale', () => {
    const bars = notesOf('/net.js', norms(100, 10, 1, NaN), [], 10, t).map(({ bar }) => bar);
    assert.deepEqual(bars, [1, 0.5, 0, 1]);
  });

  it('have the words of a finding in place of the number, also where there is no gradient, the worst of a line', () => {
    const findings = [
      finding(2, 'nan-origin', { severity: 'error' }),
      finding(2, 'dead-units'),
      finding(9, 'vanishing-gradient'),
    ];
    const notes = notesOf('/net.js', norms(1, 1), findings, 10, t);
    assert.deepEqual(
      notes.map(({ line, text, bar, severity }) => [line, text, bar, severity]),
      [
        [1, '‖g‖ 1.00', 1, null],
        [2, 'nan origin, step 5', null, 'error'],
        [9, 'vanishing gradient, step 5', null, 'warning'],
      ],
    );
  });

  it('know no finding that began later than the step shown, and none of another file', () => {
    const findings = [finding(1, 'dead-units', { step: 11 }), finding(2, 'dead-units', { file: null })];
    assert.deepEqual(texts('/net.js', null, findings, 10, t), []);
  });

  it('have at most 28 characters, whatever the rule', () => {
    for (const rule of [...RULES.map(({ name }) => name), 'a-very-long-name-of-a-rule-that-nobody-wrote']) {
      const [note] = notesOf('/net.js', null, [finding(1, rule, { step: 99_999 })], 1e5, t);
      assert.ok(note!.text.length <= NOTE_LENGTH, note!.text);
    }
    const sizes = [1e-300, 3.21e-4, 123456, Infinity].map(
      (norm) => notesOf('/net.js', norms(norm), [], 10, t)[0]!.text,
    );
    for (const text of sizes) assert.ok(text.length <= NOTE_LENGTH, text);
  });
});

describe('the history of a line as a picture', () => {
  const ink = { line: 'blue', second: 'grey', alarm: 'red' };
  const svgOf = (...args: Parameters<typeof sparkline>) =>
    Buffer.from(sparkline(...args).split(',')[1]!, 'base64').toString();

  it('goes up with the norm, on a log scale from the smallest to the largest', () => {
    const points = [1, 10, 100].map((norm, i) => ({ step: 1 + 50 * i, norm }));
    assert.match(svgOf(points, 101, ink), /d="M3 45L160 24L317 3" stroke="blue"/);
  });

  it('breaks at what is no number, and marks it', () => {
    const points = [1, NaN, 10].map((norm, i) => ({ step: i + 1, norm }));
    const svg = svgOf(points, 3, ink);
    assert.match(svg, /d="M3 45M317 3"/);
    assert.match(svg, /stroke="red"/);
  });
});
