/** TypeScript as the workspace runs it: its own tsx or ts-node, where it has one. */
import { createRequire, register } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

interface TsNode {
  register(options: { projectSearchDir: string }): unknown;
}

/** Returns the runner's name; null where the workspace has none. */
export async function startWorkspaceRunner(programFile: string): Promise<'tsx' | 'ts-node' | null> {
  if (!/\.([cm]?ts|tsx)$/.test(programFile)) return null;
  const require = createRequire(programFile);
  const tsx = find(require, 'tsx');
  if (tsx !== null) {
    await import(pathToFileURL(tsx).href);
    return 'tsx';
  }
  const tsNode = find(require, 'ts-node');
  if (tsNode === null) return null;
  try {
    (require(tsNode) as TsNode).register({ projectSearchDir: dirname(programFile) });
    register('ts-node/esm', pathToFileURL(programFile));
    return 'ts-node';
  } catch {
    // ts-node does not fit the workspace's TypeScript: the bundled compiler does without both.
    return null;
  }
}

function find(require: NodeJS.Require, name: string): string | null {
  try {
    return require.resolve(name);
  } catch {
    return null;
  }
}
