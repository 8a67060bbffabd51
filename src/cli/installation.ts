import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the built product: the bundle of the command line lies in it. */
export const distribution = () => fileURLToPath(new URL('.', import.meta.url));

/** Version of Gradlens, from the package.json beside the built product. */
export function gradlensVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
