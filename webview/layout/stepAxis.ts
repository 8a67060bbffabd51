/**
 * Steps on the x axis, the same for every plot over steps. Step s covers the cell from `edge(s − 1)` to `edge(s)`;
 * points and vertical lines stand at the middle of their cell, `x(s)`. Pixels count from the plot's left edge.
 */
export interface StepAxis {
  /** Last step of the axis: the planned length while it runs, the recorded part when ended. At least 1. */
  last: number;
  width: number;
}

export function xOfStep(axis: StepAxis, step: number): number {
  return ((step - 0.5) / axis.last) * axis.width;
}

export function rightEdgeOfStep(axis: StepAxis, step: number): number {
  return (step / axis.last) * axis.width;
}

/** The step whose cell holds pixel x, not beyond the axis. */
export function stepAtX(axis: StepAxis, x: number): number {
  const step = Math.floor((x / axis.width) * axis.last) + 1;
  return Math.min(Math.max(step, 1), axis.last);
}

/**
 * Length of the axis. While the run goes on and its length is not known, the axis holds a round number of steps, so that
 * it moves seldom.
 */
export function axisLength(recorded: number, planned: number | null, live: boolean): number {
  if (!live) return Math.max(recorded, 1);
  if (planned !== null && planned >= recorded) return Math.max(planned, 1);
  return roundLengthAbove(recorded);
}

function roundLengthAbove(steps: number): number {
  let length = 100;
  for (;;) {
    for (const factor of [1, 2, 5]) if (length * factor > steps) return length * factor;
    length *= 10;
  }
}

export interface StepTick {
  step: number;
  x: number;
}

/** Zero, and round steps at least `minimumGap` pixels apart. */
export function stepTicks(axis: StepAxis, minimumGap = 72): StepTick[] {
  const interval = roundInterval((axis.last / axis.width) * minimumGap);
  const ticks: StepTick[] = [{ step: 0, x: 0 }];
  for (let step = interval; step <= axis.last; step += interval) ticks.push({ step, x: xOfStep(axis, step) });
  return ticks;
}

function roundInterval(atLeast: number): number {
  let power = 1;
  for (;;) {
    for (const factor of [1, 2, 5]) if (power * factor >= atLeast) return power * factor;
    power *= 10;
  }
}
