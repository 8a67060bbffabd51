export const RUN_PLACE: string;
export const TITLE_PLACE: string;
export function writeInspectorPage(bundle: string, page: string): void;
