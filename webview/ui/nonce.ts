/**
 * Tells the toolkit the page's nonce, where it looks for it, before it is loaded: it probes the browser with a style
 * element, which a strict content security policy blocks otherwise.
 */
const nonce = document.currentScript?.nonce;
if (nonce && !document.querySelector('meta[property="csp-nonce"]')) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.setAttribute('content', nonce);
  document.head.append(meta);
}
export {};
