/** The sections of the inspector in the order in which they stand. A panel is added here and nowhere else. */
import type { TemplateResult } from 'lit';
import { curvatureSection } from '../panels/curvature/curvatureSection.js';
import { findingsSection } from '../panels/findings/findingsSection.js';
import { gradientFlowSection } from '../panels/gradientFlow/gradientFlowSection.js';
import { lossSection } from '../panels/loss/lossSection.js';
import { regularizersSection } from '../panels/regularizers/regularizersSection.js';
import type { InspectorState } from '../state/state.js';
import type { InspectorStore } from '../store.js';
import type { SectionId } from './sectionIds.js';

export interface SectionDefinition {
  id: SectionId;
  /** As in the header, in sentence case; the header shows it in capitals. */
  title: string;
  /** False where there is nothing to show, ever, in this run: no empty panel is shown. */
  isShown(state: InspectorState): boolean;
  /** False where it has something to show before the first step. */
  needsSteps?: boolean;
  /** Whether it stands open until the user decides. */
  opens(state: InspectorState): boolean;
  /** The one number that stands in the header of the closed section; null: nothing yet. */
  summary(state: InspectorState): string | null;
  /** Number in the badge beside the title; null or absent: no badge. */
  count?(state: InspectorState): number | null;
  /** Buttons at the right of the header. */
  actions?(store: InspectorStore): TemplateResult | null;
  body(store: InspectorStore): TemplateResult;
}

export const sections: readonly SectionDefinition[] = [
  findingsSection,
  lossSection,
  gradientFlowSection,
  curvatureSection,
  regularizersSection,
];
