import type { Calls } from '../calls/calls.ts';

/**
 * One way for a page to call its backends, such as `fetch`. A new one is a file in this room, and a line in the list of
 * the file that is to have it.
 *
 * It looks at each call as it is made, asks `calls.match()` whether it is ours, and
 * - lets it wait with `calls.gate.pass()` if it can be held, else takes what is known at once;
 * - when it leaves, takes `calls.grantNow()` for it: what it can carry of that is up to the channel. One that can set no
 *   header asks for no token.
 *
 * What it replaces goes through `replaceMethod` (functions, methods, getters) or `replaceConstructor`, which give an object
 * back at once.
 */
export interface Channel {
  /** Its name in `data-patch`. */
  readonly name: string;
  /**
   * Patches the API of this page.
   *
   * @returns what undoes it
   * @throws Error whose message says to the page's owner why this page's API cannot be patched (E7, E7a); nothing is
   * patched then
   */
  install(calls: Calls): () => void;
}
