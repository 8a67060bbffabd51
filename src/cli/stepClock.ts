/** Steps a second over about the last two seconds of the recorded time; null until there are two steps. */
export function stepClock(window = 2000): (time: number, step: number) => number | null {
  let seen: { time: number; step: number }[] = [];
  return (time, step) => {
    seen.push({ time, step });
    // The oldest kept point is the newest one that lies outside of the window.
    while (seen.length > 2 && time - seen[1]!.time >= window) seen = seen.slice(1);
    const oldest = seen[0]!;
    return time > oldest.time ? ((step - oldest.step) * 1000) / (time - oldest.time) : null;
  };
}
