/** Where the labels of an x axis stand: centred below their place, never outside the plot, never over each other. */
export interface AxisLabel {
  /** Pixels from the plot's left edge. */
  x: number;
  text: string;
}

/** Of the labels' type, 11 px with tabular figures. */
const CHARACTER = 7;

/** The share of its own width, in percent, by which a label stands left of its place. */
export function anchorOf({ x, text }: AxisLabel, width: number): 0 | 50 | 100 {
  if (x < 12) return 0;
  return x + Math.max(16, (text.length * CHARACTER) / 2) > width ? 100 : 50;
}

/** Labels that the one of the step shown leaves room for: 28 pixels between middles, more where they are long. */
export function besideShown(labels: readonly AxisLabel[], shown: AxisLabel | null, width: number): AxisLabel[] {
  if (!shown) return [...labels];
  const middle = (label: AxisLabel) => label.x + (0.5 - anchorOf(label, width) / 100) * label.text.length * CHARACTER;
  return labels.filter((label) => {
    const room = Math.max(28, ((label.text.length + shown.text.length) * CHARACTER) / 2 + 8);
    return Math.abs(label.x - shown.x) >= 28 && Math.abs(middle(label) - middle(shown)) >= room;
  });
}
