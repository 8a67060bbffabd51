// The HTML inspector's page: the webview's bundle inside one file, with a place for the run. An export replaces
// RUN_PLACE by an element that holds the embedded messages (src/protocol/embedded.ts), and TITLE_PLACE by escaped text.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

export const RUN_PLACE = '<!--gradlens-run-->';
export const TITLE_PLACE = '<!--gradlens-title-->';

export function writeInspectorPage(bundle, page) {
  const script = readFileSync(bundle, 'utf8').replaceAll('</script', '<\\/script');
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // The toolkit probes the browser with an empty style element.
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash('')}`;
  writeFileSync(
    page,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${TITLE_PLACE}</title>
</head>
<body>
${RUN_PLACE}
<script>${script}</script>
</body>
</html>
`,
  );
}
