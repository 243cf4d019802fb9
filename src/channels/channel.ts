import type { Calls } from '../calls/calls.ts';
import type { Undo } from '../platform/replaceProperty.ts';

/**
 * A way for a page to call its backends, such as `fetch`. To add one, write a file in this folder and add it to the list of
 * channels (`core.ts`).
 *
 * A channel patches an API with `replaceMethod` (functions, methods, getters) or `replaceConstructor` (constructors, which
 * return an object at once). For each call it
 * - asks `calls.match()` whether the call is ours;
 * - passes it to `calls.gate`, if it can wait;
 * - asks `calls.carry()` what it carries, when it is sent. A channel that cannot set headers does not ask for a token.
 */
export interface Channel {
  /** The channel's name in `data-patch`. */
  readonly name: string;
  /**
   * Patches the API of this page.
   *
   * @returns what undoes it
   * @throws Error if the API of this page cannot be patched; nothing is patched then. Its message tells the page's owner why
   * (E7, E7a)
   */
  install(calls: Calls): Undo;
}
