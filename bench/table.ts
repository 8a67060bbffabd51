/** The benchmark table, as Markdown. A target counts as held unless the whole interval lies above it. */
import { cpus, totalmem } from 'node:os';
import type { BenchmarkRow } from './benchmark.js';
import { misses } from './benchmark.js';

export interface Circumstances {
  date: string;
  versions: Record<string, string>;
  quick: boolean;
}

export function benchmarkTable(rows: readonly BenchmarkRow[], { date, versions, quick }: Circumstances): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const lines = rows.map((row) => {
    const target = row.target === null ? '–' : `≤ ${ratio(row.target)}`;
    const cells = [
      row.what,
      row.ratioOf,
      ratio(row.ratio.median),
      `${ratio(row.ratio.lower)} to ${ratio(row.ratio.upper)}`,
    ];
    const held = row.target === null ? '–' : misses(row) ? '**missed**' : 'yes';
    return `| ${[...cells, String(row.ratio.pairs), target, held, row.note].join(' | ')} |`;
  });
  return [
    `Measured ${date} on ${machine}; ${named.join(', ')}${quick ? '; quick run' : ''}. Medians of paired ratios, 95 % interval.`,
    '',
    '| What | Ratio of | Median | 95 % | Pairs | Target | Held | In this run |',
    '| --- | --- | --: | :-: | --: | --: | :-: | --- |',
    ...lines,
  ].join('\n');
}

function ratio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
