import type { Clerk as ClerkJS, ClerkOptions } from '@clerk/shared/types';
import { descriptorOf } from '../platform/natives.ts';
import type { ClerkInstance } from '../types.ts';

/** A Clerk that is to be started. */
export interface Loadable {
  load(options: ClerkOptions): Promise<void>;
}

/** A Clerk of any version: `on` is there from ClerkJS 5 on. */
export type Versioned = ClerkInstance & Partial<Pick<ClerkJS, 'on' | 'off'> & Loadable>;

const page = globalThis as unknown as { Clerk?: Versioned };

// Assignment to `window.Clerk` is the one event that every way of loading Clerk has: until there is one, an accessor waits
// for it. It is a plain property again as soon as Clerk is there.
let value: Versioned | undefined;
let appeared: (() => void) | undefined;

const isTrapped = () => descriptorOf(page, 'Clerk').get === trap.get;
const define = (descriptor: PropertyDescriptor) =>
  Object.defineProperty(page, 'Clerk', { configurable: true, ...descriptor });
const settle = () => define({ value, writable: true, enumerable: true });

const trap = {
  // An element with this name stays in reach of the page.
  get: () => (value === undefined ? Object.getPrototypeOf(page).Clerk : value),
  set(next: Versioned | undefined) {
    value = next;
    if (!isClerk(next)) return;
    settle();
    if (appeared) appeared();
  },
};

/** Whether it is more than the stub that some pages put there until Clerk is. */
function isClerk(it: Versioned | undefined): boolean {
  try {
    return !!it && (!!it.addListener || it.session !== undefined);
  } catch {
    return true;
  }
}

/**
 * `window.Clerk`, once it is there. An element of the page with this name or ID is none: it is no property of the window
 * itself (https://html.spec.whatwg.org/#named-access-on-the-window-object).
 */
export function globalClerk(): Versioned | undefined {
  try {
    const own = Object.getOwnPropertyDescriptor(page, 'Clerk');
    return own && (own.get === trap.get ? value : page.Clerk);
  } catch {
    // A page may have anything there.
  }
  return;
}

/** Calls `listener` when a Clerk is assigned to `window.Clerk`; gives back what ends that. */
export function awaitGlobalClerk(listener: () => void): () => void {
  value = globalClerk();
  if (!isClerk(value)) {
    try {
      define(trap);
      appeared = listener;
    } catch {
      // The page has declared `var Clerk`: the end of the script that assigns it tells as well.
    }
  }
  return () => {
    appeared = undefined;
    if (!isTrapped()) return;
    if (value) settle();
    else delete page.Clerk;
  };
}
