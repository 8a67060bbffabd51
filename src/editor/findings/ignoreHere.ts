/** The comment that turns a rule off on a line: above it, since nothing may stand after some lines. */
export function ignoreComment(lines: readonly string[], line: number, rule: string): { line: number; text: string } {
  const [indent] = /^\s*/.exec(lines[line] ?? '')!;
  return { line, text: `${indent}// gradlens-ignore ${rule}\n` };
}
