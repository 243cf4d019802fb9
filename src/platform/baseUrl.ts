import { descriptorOf, uncurry } from './natives.ts';

/**
 * Makes the function that gives the document's base URL at this moment (B3). It reads it from a node of our own, since a
 * page's `<img name="baseURI">` hides `document.baseURI`.
 */
export function createBase(): () => string {
  const baseOf = uncurry<string>(descriptorOf(Node.prototype, 'baseURI').get);
  const node = document.createTextNode('');
  return () => baseOf(node);
}
