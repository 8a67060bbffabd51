/** What is known of the gradient on the lines of one training: the norms of each measured step, and where the rest lies. */
import type { LineNorms, LinePoint, LinesPayload, LinesSeries } from '../../protocol/lines.js';

interface LinesRow {
  step: number;
  /** One a line of `places` as far as that was known; ABSENT: the line had none. */
  norms: Float64Array;
  hasGraph: boolean;
  /** Where the record lies. */
  file: string;
  offset: number;
}

/** A norm is never below zero. */
export const ABSENT = -1;
/** Beyond so many every second one is let go; the first and the newest stay. */
const MOST = 1024;

export class LinesIndex {
  /** In the order of the steps. */
  rows: LinesRow[] = [];
  readonly places: { file: string; line: number }[] = [];
  /** Why the newest measurement came to nothing; null: it did not. */
  why: string | null = null;
  /** Grows with every change. */
  version = 0;
  private readonly known = new Map<string, number>();

  /** `offset`: where the record starts in `file`. */
  add(step: number, payload: LinesPayload, file: string, offset: number): void {
    this.version++;
    this.why = payload.why;
    if (payload.why !== null) return;
    const at = Array.from(payload.norm, (_, i) => this.place(payload.files[payload.file[i]!]!, payload.line[i]!));
    const norms = new Float64Array(this.places.length).fill(ABSENT);
    at.forEach((index, i) => (norms[index] = payload.norm[i]!));
    const row = { step, norms, hasGraph: payload.graph !== null, file, offset };
    let place = this.rows.length;
    while (place > 0 && this.rows[place - 1]!.step > step) place--;
    if (this.rows[place - 1]?.step === step) this.rows[place - 1] = row;
    else this.rows.splice(place, 0, row);
    if (this.rows.length > MOST) this.rows = this.rows.filter((_, i) => i % 2 === 0 || i === this.rows.length - 1);
  }

  /** Of this step, or the newest before it; `graph`: of those that hold the way of the gradient. */
  at(step: number, { graph = false } = {}): LinesRow | null {
    return this.rows.findLast((row) => row.step <= step && (row.hasGraph || !graph)) ?? null;
  }

  /** The norms of this step, or of the newest before it. */
  norms(step: number): LineNorms | null {
    const row = this.at(step);
    const lines = row && this.places.map((place, i) => ({ ...place, norm: row.norms[i] ?? ABSENT }));
    return row && lines && { step: row.step, lines: lines.filter(({ norm }) => norm !== ABSENT) };
  }

  /** ‖g‖ of one line over the measured steps. */
  history(file: string, line: number): LinePoint[] {
    const index = this.known.get(`${line} ${file}`);
    if (index === undefined) return [];
    return this.rows.flatMap(({ step, norms }) => {
      const norm = norms[index] ?? ABSENT;
      return norm === ABSENT ? [] : [{ step, norm }];
    });
  }

  series(training: number): LinesSeries {
    const { places, rows } = this;
    const norms = new Float64Array(places.length * rows.length).fill(ABSENT);
    rows.forEach((row, column) => row.norms.forEach((norm, i) => (norms[i * rows.length + column] = norm)));
    const files = [...new Set(places.map(({ file }) => file))];
    return {
      training,
      files,
      file: Uint32Array.from(places, ({ file }) => files.indexOf(file)),
      line: Uint32Array.from(places, ({ line }) => line),
      steps: Float64Array.from(rows, ({ step }) => step),
      norms,
      why: rows.length === 0 ? this.why : null,
    };
  }

  private place(file: string, line: number): number {
    const key = `${line} ${file}`;
    let index = this.known.get(key);
    if (index === undefined) this.known.set(key, (index = this.places.push({ file, line }) - 1));
    return index;
  }
}
