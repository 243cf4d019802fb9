import type { Clerk as ClerkJS, ClerkOptions } from '@clerk/shared/types';
import { descriptorOf, uncurry, withoutPrototype } from '../platform/natives.ts';
import type { ClerkInstance } from '../types.ts';

/** The part of a Clerk that starts it. */
export interface Loadable {
  load(options: ClerkOptions): Promise<void>;
}

/** ClerkJS 4, 5 or 6. `on` and `status` exist since 5. */
export type Versioned = ClerkInstance & Partial<Pick<ClerkJS, 'on' | 'off' | 'status'> & Loadable>;

const page = globalThis as unknown as { Clerk?: Versioned };
const hasOwn = uncurry<boolean>(Object.prototype.hasOwnProperty);

// Every way of loading Clerk assigns to `window.Clerk`. Until that happens, an accessor waits for it there. Then it is a
// plain property again.
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
  // The page can still reach an element of this name.
  get: () => (value === undefined ? Object.getPrototypeOf(page).Clerk : value),
  set(next: Versioned | undefined) {
    value = next;
    if (!isClerk(next)) return;
    settle();
    if (appeared) appeared();
  },
};

/** Whether our accessor is still there: a page can define the property anew. */
const isTrapped = () => isTrapSet && descriptorOf(page, 'Clerk').get === trap.get;

/** Whether it is more than the placeholder that some pages put there before Clerk loads. */
function isClerk(it: Versioned | undefined): boolean {
  try {
    return !!it && (!!it.addListener || it.session !== undefined);
  } catch {
    return true;
  }
}

/**
 * `window.Clerk`, as soon as it exists. It ignores an element with this name or ID, which is not an own property of the
 * window (https://html.spec.whatwg.org/#named-access-on-the-window-object).
 */
export function globalClerk(): Versioned | undefined {
  try {
    if (hasOwn(page, 'Clerk')) return isTrapped() ? value : page.Clerk;
  } catch {
    // A getter of the page throws.
  }
  return;
}

/** Calls `listener` when a Clerk is assigned to `window.Clerk`. @returns what ends that */
export function awaitGlobalClerk(listener: () => void): () => void {
  value = globalClerk();
  if (!isClerk(value)) {
    try {
      define(trap);
      isTrapSet = true;
      appeared = listener;
    } catch {
      // The page has declared `var Clerk`. The `load` event of the script that assigns it is seen as well.
    }
  }
  return () => {
    appeared = undefined;
    if (!isTrapped()) return;
    if (value) settle();
    else delete page.Clerk;
  };
}
