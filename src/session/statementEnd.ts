/** How far the statement reaches that begins on a line. */
import { parser } from '@lezer/javascript';

const typescript = parser.configure({ dialect: 'ts jsx' });

/** Last line (from 1) of the longest statement that begins on `line`; `line` itself where none does. */
export function statementEnd(text: string, line: number): number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (position: number) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= position) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  let end = line;
  typescript.parse(text).iterate({
    enter(node) {
      if (!node.type.name.endsWith('Statement') && node.type.name !== 'VariableDeclaration') return;
      if (lineOf(node.from) === line) end = Math.max(end, lineOf(node.to));
    },
  });
  return end;
}
