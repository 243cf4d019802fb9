import type { Calls } from '../calls/calls.ts';
import type { Undo } from '../platform/replaceProperty.ts';

/**
 * An API that pages call their backends with, such as `fetch`. To add one, write a file in this folder and add it to a
 * list of channels (`core.ts`, `all.ts`).
 *
 * A channel patches an API with `replaceMethod` (functions, methods, getters) or `replaceConstructor` (constructors, which
 * return an object at once). For each call it
 * - asks `calls.match()` whether the call is ours;
 * - puts it into the queue `calls.gate`, if it can wait;
 * - gets what it carries from `calls.carry()`, when it is sent. A channel that cannot set headers requests no token.
 */
export interface Channel {
  /** The channel's name in `data-patch`. */
  readonly name: string;
  /**
   * Patches the API of this page.
   *
   * @returns a function that undoes it; nothing if the API is not the browser's own
   * @throws Error if this page's API cannot be patched; nothing is patched then. The message tells the page's owner why
   * (E7, E7a)
   */
  install(calls: Calls): Undo | undefined;
}
