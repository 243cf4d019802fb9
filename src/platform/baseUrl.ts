import { descriptorOf, exec, hrefOf, URL, uncurry } from './natives.ts';
import { quietly } from './quietly.ts';

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

/** Whether that is what links are resolved against. A script before the tag may have replaced the getter (B5a). */
export function isBaseRight(base: () => string): boolean {
  const link = document.createElement('a');
  link.setAttribute('href', 'a');
  // Without one of http, nothing relative is ours.
  return !exec(/^http/, link.href) || quietly(() => hrefOf(new URL('a', base()))) === link.href;
}
