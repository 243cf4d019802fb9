import { descriptorOf, uncurry } from './natives.ts';

/**
 * Makes the function that gives the document's base URL at this moment (B3). It reads it from a node of our own, since a
 * page's `<img name="baseURI">` hides `document.baseURI`.
 */
export function createBase(): () => string {
  const node = document.createTextNode('');
  // `Node` may be a variable of the page.
  let owner: object = node;
  while (!descriptorOf(owner, 'baseURI').get) owner = Object.getPrototypeOf(owner);
  const baseOf = uncurry<string>(descriptorOf(owner, 'baseURI').get);
  return () => baseOf(node);
}
