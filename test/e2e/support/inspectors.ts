/** The inspector's two places in the workbench, each as the document inside its webview. */
import type { Frame, Locator, Page } from 'playwright-core';

export type InspectorPlace = 'view' | 'panel';

/** The document of the inspector in the side bar or in the panel; null while that place shows none. */
export async function findInspector(page: Page, place: InspectorPlace): Promise<Frame | null> {
  const standing = `gl-inspector[place="${place === 'view' ? 'sidebar' : 'editor'}"]`;
  for (const frame of page.frames()) {
    const inspectors = await frame
      .locator(standing)
      .count()
      .catch(() => 0);
    if (inspectors > 0) return frame;
  }
  return null;
}

export async function inspectorIn(page: Page, place: InspectorPlace): Promise<Frame> {
  let found: Frame | null = null;
  // One that has not been heard of yet may still be made anew, more than once if need be (docs/workbench.md).
  const isThere = async () => {
    found = await findInspector(page, place);
    const drawn = await found
      ?.locator('gl-head, gl-empty')
      .count()
      .catch(() => 0);
    return (drawn ?? 0) > 0;
  };
  await until(`the inspector in the ${place}`, isThere, 120_000);
  return found!;
}

export const scrubber = (inspector: Frame): Locator => inspector.getByRole('slider', { name: 'Step shown' });

/** The step that an inspector shows, and how many it knows. */
export async function shownSteps(inspector: Frame): Promise<{ step: number; steps: number }> {
  const [step, steps] = await Promise.all(
    ['aria-valuenow', 'aria-valuemax'].map(async (name) => Number(await scrubber(inspector).getAttribute(name))),
  );
  return { step: step!, steps: steps! };
}

export async function until(
  what: string,
  condition: () => Promise<boolean> | boolean,
  milliseconds = 60_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
