/** The comment by which a line says that it is meant so. */

/** `// gradlens-ignore` (all rules) or `// gradlens-ignore NAME` on the line or the one before. */
export function isIgnored(text: string | null, line: number, rule: string): boolean {
  const lines = text?.split('\n') ?? [];
  return [lines[line - 1], lines[line - 2]].some((content) => {
    const names = /\/\/ ?gradlens-ignore(?:[ :]+([\w\- ,]+))?/.exec(content ?? '');
    return names !== null && (names[1] === undefined || names[1].split(/[ ,]+/).includes(rule));
  });
}
