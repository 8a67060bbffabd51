/** Makes the pyramids of a run while it is written, of one chunk of steps of each training at a time. */
import type { Buckets } from './buckets.js';
import { buildPyramid } from './pyramid.js';
import type { StepRow } from './stepRow.js';
import { CHUNK, TrainingColumns } from './trainingColumns.js';

export interface ChunkPyramid {
  training: number;
  chunk: number;
  pyramid: Buckets;
}

interface UnderWay {
  chunk: number;
  /** Steps of the chunk, counted from its first. */
  columns: TrainingColumns;
}

export class ChunkPyramids {
  private readonly trainings = new Map<number, UnderWay>();
  private finished: ChunkPyramid[] = [];

  /** A training whose variables or terms are others begins its chunk anew: the chunk is left without a pyramid. */
  describe(training: number, variables: number, terms: number): void {
    const known = this.trainings.get(training);
    if (known?.columns.variables === variables && known.columns.terms === terms) return;
    this.trainings.set(training, { chunk: -1, columns: new TrainingColumns(variables, terms) });
  }

  addStep(training: number, step: number, row: StepRow, offset: number): void {
    this.at(training, step)?.setStep(within(step), row, offset);
  }

  addTerms(training: number, step: number, values: ArrayLike<number>): void {
    this.at(training, step)?.setTerms(within(step), values);
  }

  /** Pyramids that were finished since the last call, `all` those of whole chunks that no later step has closed too. */
  take(all = false): ChunkPyramid[] {
    if (all) for (const [training, underWay] of this.trainings) this.finish(training, underWay);
    return this.finished.splice(0);
  }

  /** Columns of the chunk under way. Null: the step comes late, or its training is not known. */
  private at(training: number, step: number): TrainingColumns | null {
    const underWay = this.trainings.get(training);
    if (!underWay) return null;
    const chunk = chunkOf(step);
    if (chunk > underWay.chunk) {
      this.finish(training, underWay);
      const { variables, terms } = underWay.columns;
      const fresh = { chunk, columns: new TrainingColumns(variables, terms) };
      this.trainings.set(training, fresh);
      return fresh.columns;
    }
    if (chunk === underWay.chunk) return underWay.columns;
    // What comes late takes the pyramid away that was made without it; readers do the same with one that is written.
    this.finished = this.finished.filter((one) => one.training !== training || one.chunk !== chunk);
    return null;
  }

  private finish(training: number, { chunk, columns }: UnderWay): void {
    if (chunk < 0 || columns.steps < CHUNK) return;
    this.finished.push({ training, chunk, pyramid: buildPyramid(columns, 0) });
  }
}

const chunkOf = (step: number): number => Math.floor((step - 1) / CHUNK);
const within = (step: number): number => step - chunkOf(step) * CHUNK;
