/**
 * Makes the function that tells what relative URLs are relative to at this moment (B3). It asks a node of our own: a page's
 * `<img name="baseURI">` would stand in front of `document.baseURI`.
 */
export function createBase(): () => string {
  const node = document.createTextNode('');
  return () => node.baseURI;
}
