/** Names of the sections in the order in which they stand. */
export const SECTION_IDS = ['findings', 'loss', 'gradientFlow', 'curvature', 'regularizers'] as const;
export type SectionId = (typeof SECTION_IDS)[number];
