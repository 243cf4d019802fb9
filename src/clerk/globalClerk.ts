import type { Clerk as ClerkJS, ClerkOptions } from '@clerk/shared/types';
import { descriptorOf, hasOwn, withoutPrototype } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkInstance } from '../types.ts';

/** The member of a Clerk that starts it. */
export interface Loadable {
  load(options: ClerkOptions): Promise<void>;
}

/** ClerkJS 4, 5 or 6. `on` and `status` exist since 5. */
export type Versioned = ClerkInstance & Partial<Pick<ClerkJS, 'on' | 'off' | 'status'> & Loadable>;

const page = globalThis as unknown as { Clerk?: Versioned };

// However Clerk is loaded, it is assigned to `window.Clerk`. An accessor intercepts that assignment and then turns back
// into a plain property.
let value: Versioned | undefined;
let appeared: (() => void) | undefined;
let isTrapSet = false;

const define = (descriptor: PropertyDescriptor) =>
  Object.defineProperty(page, 'Clerk', withoutPrototype({ configurable: true, ...descriptor }));

const settle = () => {
  isTrapSet = false;
  define({ value, writable: true, enumerable: true });
};

const trap = {
  // The page can still access an element with this name.
  get: () => (value === undefined ? Object.getPrototypeOf(page).Clerk : value),
  set(next: Versioned | undefined) {
    value = next;
    if (!isClerk(next)) return;
    settle();
    if (appeared) appeared();
  },
};

/** Whether an assignment to `window.Clerk` would be noticed: a page can redefine the property. */
export const isTrapped = () => isTrapSet && descriptorOf(page, 'Clerk').get === trap.get;

/** Whether it is more than the placeholder that some pages assign before Clerk loads. */
export const isClerk = (it: Versioned | undefined) =>
  quietly(() => !!it && (!!it.addListener || it.session !== undefined), true);

/**
 * `window.Clerk`, as soon as it exists. Ignores an element with this name or ID, which is not an own property of the
 * window (https://html.spec.whatwg.org/#named-access-on-the-window-object).
 *
 * @param of the window; in any other window only a real Clerk counts, since that page's shim may have put its trap
 * there
 */
export const globalClerk = (of: object = page): Versioned | undefined =>
  // A getter of the page can throw, and another page can become inaccessible at any time by setting `document.domain`.
  quietly(() => {
    const clerk = of === page && isTrapped() ? value : (of as typeof page).Clerk;
    return hasOwn(of, 'Clerk') && (of === page || isClerk(clerk)) ? clerk : undefined;
  });

/** Calls `listener` when a Clerk is assigned to `window.Clerk`. @returns a function that stops this */
export function awaitGlobalClerk(listener: () => void): () => void {
  value = globalClerk();
  if (!isClerk(value)) {
    try {
      define(trap);
      isTrapSet = true;
      appeared = listener;
    } catch {
      // The page has declared `var Clerk`. We still notice the `load` event of the script that assigns it.
    }
  }
  return () => {
    appeared = undefined;
    if (!isTrapped()) return;
    if (value) settle();
    else delete page.Clerk;
  };
}
