/** A number from 0 to 1 that depends on its arguments alone. */
export function noise(...at: number[]): number {
  const s = Math.sin(at.reduce((sum, a, i) => sum + a * (12.9898 + 65.233 * i), 0.5)) * 43758.5453;
  return s - Math.floor(s);
}
