import { descriptorOf, exec, hrefOf, URL, uncurry } from './natives.ts';
import { quietly } from './quietly.ts';

/**
 * Creates the function that returns the document's current base URL (B3). It reads a node of our own, since a page's
 * `<img name="baseURI">` would hide `document.baseURI`.
 */
export function createBase(): () => string {
  const node = document.createTextNode('');
  // `Node` may be a variable of the page.
  let owner: object = node;
  while (!descriptorOf(owner, 'baseURI').get) owner = Object.getPrototypeOf(owner);
  const baseOf = uncurry<string>(descriptorOf(owner, 'baseURI').get);
  return () => baseOf(node);
}

/** Whether links are resolved against this base. A script before the tag may have replaced the getter (B5a). */
export function isBaseRight(base: () => string): boolean {
  const link = document.createElement('a');
  link.setAttribute('href', 'a');
  // If the base is not http, no relative URL is ours.
  return !exec(/^http/, link.href) || quietly(() => hrefOf(new URL('a', base()))) === link.href;
}
