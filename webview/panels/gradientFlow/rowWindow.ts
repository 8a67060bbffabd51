/** Which rows of a long list are near enough to the screen to be drawn. */
export interface RowWindow {
  /** Rows from `first` to before `last` are drawn; what the others take up stands as empty space. */
  first: number;
  last: number;
  before: number;
  after: number;
}

/** @param top where the list begins, from the top of what is seen; all lengths in CSS pixels */
export function rowWindow(heights: readonly number[], top: number, seen: number, spare = 200): RowWindow {
  let [first, last, before, after] = [-1, heights.length, 0, 0];
  let y = top;
  for (let i = 0; i < heights.length; i++) {
    const height = heights[i]!;
    const drawn = y + height > -spare && y < seen + spare;
    if (drawn && first < 0) first = i;
    if (drawn) last = i + 1;
    else if (first < 0) before += height;
    else after += height;
    y += height;
  }
  return first < 0 ? { first: 0, last: 0, before, after } : { first, last, before, after };
}
