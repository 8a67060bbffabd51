/** The page that a webview of the inspector loads. */
export interface PageParts {
  /** Where the webview may load from (`webview.cspSource`). */
  cspSource: string;
  /** Random, new for each page. */
  nonce: string;
  script: string;
  style: string | null;
  title: string;
  language: string;
  place: 'sidebar' | 'editor';
}

export function inspectorPage({ cspSource, nonce, script, style, title, language, place }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta property="csp-nonce" content="${nonce}">
<title>${escapeHtml(title)}</title>
${style ? `<link rel="stylesheet" href="${escapeHtml(style)}">` : ''}
</head>
<body data-place="${place}">
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
