/**
 * The one colour ramp: Cividis (Nuñez, Anderton, Renslow 2018), perceptually even and the same to colour-blind eyes.
 * Used for heat maps only; every other colour of the inspector is the theme's.
 */
import type { DecadeRange } from '../../src/protocol/inspector.js';

const STOPS = ['002051', '11366C', '3C4D6E', '62646F', '7F7C75', '9A9478', 'BBAF71', 'E2CB5C', 'FDEA45'].map((hex) => [
  parseInt(hex.slice(0, 2), 16),
  parseInt(hex.slice(2, 4), 16),
  parseInt(hex.slice(4, 6), 16),
]);

/** On which background the ramp is read: large values stand out from it, so it is bright on dark and dark on light. */
export type Ground = 'dark' | 'light';

// The darkest end would vanish in a black background, the brightest in a white one.
const ENDS: Record<Ground, [number, number]> = { dark: [0.06, 1], light: [0.88, 0] };

export type Rgb = [red: number, green: number, blue: number];

/** Colour of `t` in [0, 1]; what lies outside has the colour of the end. */
export function rampColor(t: number, ground: Ground): Rgb {
  const [from, to] = ENDS[ground];
  const place = (from + (to - from) * Math.min(1, Math.max(0, t))) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(place));
  const [low, high] = [STOPS[index]!, STOPS[index + 1]!];
  return [0, 1, 2].map((c) => Math.round(low[c]! + (high[c]! - low[c]!) * (place - index))) as Rgb;
}

/** The ramp as RGBA words for ImageData (bytes in memory order), `size` colours. */
export function rampTable(ground: Ground, size = 256): Uint32Array {
  const bytes = new Uint8ClampedArray(size * 4);
  for (let i = 0; i < size; i++) bytes.set([...rampColor(i / (size - 1), ground), 255], i * 4);
  return new Uint32Array(bytes.buffer);
}

/** Relative luminance (WCAG 2) of a colour: what decides whether a background is dark. */
export function luminance([red, green, blue]: Rgb): number {
  const linear = (byte: number) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Where on the ramp a value stands, in [0, 1]. */
export function heatFraction(value: number, { low, high }: DecadeRange): number {
  return Math.min(1, Math.max(0, (Math.log10(value) - low) / (high - low)));
}
