/**
 * The page's origin, as `'self'` means it. A `srcdoc` frame has it from the document around it, and `location` does not
 * tell; `window.origin` is what any `var origin` of the page makes it, but a `blob:` URL has the true one in it.
 */
export function pageOrigin(): string {
  if (/^http/.test(location.origin)) return location.origin;
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return new URL(url).origin;
}
