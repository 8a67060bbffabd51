/** Writes docs/rules.md from the rules themselves: their names, families, thresholds and what their files say of them. `npx tsx scripts/rulesPage.ts` */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../src/diagnosis/rules.js';

const folder = new URL('../src/diagnosis/rules/', import.meta.url);

/** The comment at the head of the file that declares the rule. */
function wordsOf(name: string): string {
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    if (!text.includes(`name: '${name}'`)) continue;
    const comment = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(text)?.[1] ?? '';
    const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
    // Each sentence of its own line begins a paragraph.
    return lines.join('\n').replace(/\n(?=(?:Measure|Evidence|Holds|Silent|Source|Info)\b)/g, '\n\n');
  }
  throw new Error(`No file declares the rule ${name}.`);
}

export function rulesPage(): string {
  const sections = RULES.map(({ name, family, thresholds }) => {
    const limits = Object.entries(thresholds).map(([key, value]) => `\`${key}\` ${String(value)}`);
    return [
      `## ${name}`,
      '',
      `Family \`${family}\`.${limits.length > 0 ? ` Thresholds: ${limits.join(', ')}.` : ''}`,
      '',
      wordsOf(name),
      '',
    ].join('\n');
  });
  return [
    '<!-- Made by scripts/rulesPage.ts: change the rules, not this page. -->',
    '# The rules behind the findings',
    '',
    'Rules read what was measured; the source text only helps to place a finding. `// gradlens-ignore NAME` on the line of a finding, or the one before, turns it off there; the setting `gradlens.rules` (`--rules` on the command line) turns rules off altogether, `{"loss-diverges": false}`, or sets their thresholds, `{"data-unfit": {"large": 100}}`; `--fail-on` says which findings end a command-line run with status 1.',
    '',
    ...sections,
  ].join('\n');
}

if (process.argv[1]?.endsWith('rulesPage.ts')) writeFileSync(new URL('../docs/rules.md', import.meta.url), rulesPage());
