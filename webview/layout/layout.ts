/**
 * The three columns that every panel shares: label | plot | reading. Lengths are CSS pixels. Below MERGED_BELOW the
 * columns merge: text stands in lines above plots, and every plot, heat strips too, has the same two edges.
 */
export interface Layout {
  /** Width of the inspector. */
  width: number;
  /** The narrow layout of a sidebar. */
  merged: boolean;
  /** Left edge of every plot over steps, from the inspector's left edge. */
  plotLeft: number;
  /** Width of every plot over steps. */
  plotWidth: number;
}

export const LABEL_COLUMN = 140;
export const READING_COLUMN = 212;
export const MERGED_BELOW = 560;
/** Left edge of plots in the merged layout: ticks and names of heat strips stand right-aligned before it. */
export const MERGED_PLOT_LEFT = 56;
export const MERGED_PLOT_RIGHT = 8;

export function layoutFor(width: number): Layout {
  const merged = width < MERGED_BELOW;
  const plotLeft = merged ? MERGED_PLOT_LEFT : LABEL_COLUMN;
  const plotRight = merged ? MERGED_PLOT_RIGHT : READING_COLUMN;
  return { width, merged, plotLeft, plotWidth: Math.max(1, Math.floor(width - plotLeft - plotRight)) };
}
